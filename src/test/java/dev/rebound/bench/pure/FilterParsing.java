package dev.rebound.bench.pure;

import dev.rebound.domain.EmailFilter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From the value of {@code email} to the shape of a statement. */
@State(Scope.Benchmark)
public class FilterParsing {
  @Param Shape shape;

  /** What is asked for. */
  public enum Shape {
    STARTS_WITH("mary.smith"),
    WILDCARD("mary%smith@gmail"),
    CONTAINS("%smith@gmail");

    private final String value;

    Shape(String value) {
      this.value = value;
    }
  }

  @Benchmark
  public EmailFilter parse() {
    return EmailFilter.of(shape.value);
  }
}
