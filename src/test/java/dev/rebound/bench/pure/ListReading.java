package dev.rebound.bench.pure;

import dev.rebound.api.v3.ListCursor;
import dev.rebound.api.v3.ListRequest;
import dev.rebound.api.v3.ListRules;
import dev.rebound.api.wire.Result;
import dev.rebound.domain.BouncePage.Position;
import io.vertx.core.http.impl.HttpUtils;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From the query string of a list request to the record that is asked of the store. */
@State(Scope.Benchmark)
public class ListReading {
  private static final String PATH = "/v3/suppression/bounces";
  private static final ListRules RULES = new ListRules(false, true, true);

  @Param Query query;

  /** What a client sends. */
  public enum Query {
    FIRST_PAGE("?limit=500"),
    ALL_PARAMETERS(
        "?start_time=1690000000&end_time=1700000000&limit=500&offset=1000&email=%25smith%40gmail"),
    NEXT_PAGE(
        "?limit=500&after=" + ListCursor.text(new Position(1_700_000_000, "mary.smith@gmail.com")));

    private final String uri;

    Query(String text) {
      this.uri = PATH + text;
    }
  }

  /** The parameters come from what the server itself calls for {@code request.params(true)}. */
  @Benchmark
  public Result<ListRequest> read() {
    return ListRequest.read(HttpUtils.params(query.uri, StandardCharsets.UTF_8, true), RULES);
  }
}
