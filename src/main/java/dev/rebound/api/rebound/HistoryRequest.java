package dev.rebound.api.rebound;

import dev.rebound.api.wire.Parameters;
import dev.rebound.api.wire.Result;
import dev.rebound.domain.HistoryEvent.Position;
import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * {@code GET /rebound/v1/bounces/{email}/history}.
 *
 * @param limit events at most, 1 to 500
 * @param before the end of the page before
 */
public record HistoryRequest(int limit, Optional<Position> before) {
  private static final Pattern POSITION =
      Pattern.compile("([0-9]{1,12})\\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

  public static Result<HistoryRequest> read(MultiMap query) {
    Parameters parameters = new Parameters(query);
    int limit = parameters.limit();
    Optional<Position> before = parameters.cursor(POSITION).map(HistoryRequest::position);
    // Nobody should believe that another parameter narrows it.
    parameters.refuseOthers("does not apply to a history");
    return parameters.finish(() -> new HistoryRequest(limit, before));
  }

  /** Writes the end of a page as a cursor. */
  public static String text(Position position) {
    return position.occurredAt() + "." + position.fingerprint();
  }

  private static Position position(MatchResult cursor) {
    return new Position(Long.parseLong(cursor.group(1)), UUID.fromString(cursor.group(2)));
  }
}
