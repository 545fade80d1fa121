package dev.rebound.bench.pure;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.domain.Bounce;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From rows to the JSON of an answer. */
@State(Scope.Benchmark)
public class PageWriting {
  @Param({"1", "500"})
  int rows;

  private List<Bounce> bounces;

  @Setup
  public void makeRows() {
    bounces = Seeded.bounces(rows);
  }

  @Benchmark
  public ApiResponse write() {
    return ApiResponse.bounces(bounces);
  }
}
