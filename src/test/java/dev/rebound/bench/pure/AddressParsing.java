package dev.rebound.bench.pure;

import dev.rebound.domain.EmailAddress;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From what somebody typed to the address as the list keys it. */
@State(Scope.Benchmark)
public class AddressParsing {
  @Param Form form;

  /** Whether there is something to change. */
  public enum Form {
    LOWER_CASE("mary.smith@gmail.com"),
    UPPER_CASE("Mary.Smith@Gmail.COM"),
    LONGEST("m".repeat(64) + "@" + "g".repeat(251) + ".com");

    private final String typed;

    Form(String typed) {
      this.typed = typed;
    }
  }

  @Benchmark
  public Optional<EmailAddress> parse() {
    return EmailAddress.parse(form.typed);
  }
}
