package dev.rebound.bench.pure;

import dev.rebound.api.wire.PathText;
import dev.rebound.domain.EmailAddress;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From the end of a lookup's path to the address. */
@State(Scope.Benchmark)
public class PathReading {
  @Param Path path;

  /** How clients write the address. */
  public enum Path {
    PLAIN("mary.smith@gmail.com"),
    ESCAPED("mary.smith%40gmail.com");

    private final String rest;

    Path(String rest) {
      this.rest = rest;
    }
  }

  @Benchmark
  public Optional<EmailAddress> read() {
    return PathText.email(path.rest);
  }
}
