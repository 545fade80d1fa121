package dev.rebound.api.v3;

import dev.rebound.api.wire.Parameters;
import dev.rebound.api.wire.Result;
import dev.rebound.domain.BouncePage;
import dev.rebound.domain.BouncePage.Position;
import dev.rebound.domain.EmailFilter;
import dev.rebound.domain.Page;
import dev.rebound.domain.TimeRange;
import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GET /rebound/v1/bounces.csv}: the whole list, narrowed as in {@link ListRequest}.
 *
 * @param isSafe whether a spreadsheet may open the file
 */
public record CsvRequest(TimeRange created, EmailFilter filter, boolean isSafe) {

  public static Result<CsvRequest> read(MultiMap query, ListRules rules) {
    Parameters parameters = new Parameters(query);
    TimeRange created = ListRequest.created(parameters);
    EmailFilter filter = ListRequest.filter(parameters, rules);
    boolean isSafe = parameters.flag("safe");
    parameters.refuse("must not be given: the file is whole", Set.of("limit", "offset", "after"));
    return parameters.finish(() -> new CsvRequest(created, filter, isSafe));
  }

  /** Returns the query for the rows after a position. */
  BouncePage.Query query(long accountId, Optional<Position> after) {
    return new BouncePage.Query(accountId, created, filter, new Page(Page.MAX_LIMIT, 0), after);
  }
}
