package dev.rebound.api.rebound;

import dev.rebound.api.wire.Parameters;
import dev.rebound.api.wire.Result;
import dev.rebound.domain.HistoryEvent.Position;
import dev.rebound.domain.Page;
import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code GET /rebound/v1/bounces/{email}/history}.
 *
 * @param limit events at most, 1 to 500
 * @param before the end of the page before
 */
public record HistoryRequest(int limit, Optional<Position> before) {
  private static final String AFTER = "after";
  // Parameters of the other endpoints, which nobody should believe to narrow a history.
  private static final Set<String> OTHERS =
      Set.of(
          "start_time",
          "end_time",
          "start_date",
          "end_date",
          "days",
          "type",
          "classification",
          "offset");
  private static final Pattern POSITION =
      Pattern.compile("([0-9]{1,12})\\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

  public static Result<HistoryRequest> read(MultiMap query) {
    Parameters parameters = new Parameters(query);
    long limit = parameters.integer("limit", Page.MAX_LIMIT);
    if (limit < 1 || limit > Page.MAX_LIMIT) {
      parameters.error("limit", "must be between 1 and " + Page.MAX_LIMIT);
    }
    Optional<Position> before = position(parameters);
    parameters.refuse("does not apply to a history", OTHERS);
    return parameters.finish(() -> new HistoryRequest((int) limit, before));
  }

  /** Writes the end of a page as a cursor. */
  public static String text(Position position) {
    return position.occurredAt() + "." + position.fingerprint();
  }

  private static Optional<Position> position(Parameters parameters) {
    Optional<String> text = parameters.text(AFTER);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher = POSITION.matcher(text.get());
    if (!matcher.matches()) {
      parameters.error(AFTER, "must be the next of an earlier answer");
      return Optional.empty();
    }
    return Optional.of(
        new Position(Long.parseLong(matcher.group(1)), UUID.fromString(matcher.group(2))));
  }
}
