package dev.rebound.api.rebound;

import dev.rebound.api.wire.Parameters;
import dev.rebound.api.wire.Result;
import dev.rebound.domain.Page;
import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * {@code GET /rebound/v1/deletions}.
 *
 * @param limit deletions at most, 1 to 500
 * @param before the last deletion of the page before
 */
public record DeletionsRequest(int limit, Optional<UUID> before) {
  private static final String AFTER = "after";
  // Parameters of the other endpoints, which nobody should believe to narrow the deletions.
  private static final Set<String> OTHERS =
      Set.of(
          "start_time",
          "end_time",
          "start_date",
          "end_date",
          "days",
          "type",
          "classification",
          "email",
          "offset");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  public static Result<DeletionsRequest> read(MultiMap query) {
    Parameters parameters = new Parameters(query);
    long limit = parameters.integer("limit", Page.MAX_LIMIT);
    if (limit < 1 || limit > Page.MAX_LIMIT) {
      parameters.error("limit", "must be between 1 and " + Page.MAX_LIMIT);
    }
    Optional<String> after = parameters.text(AFTER);
    if (after.filter(text -> !ID.matcher(text).matches()).isPresent()) {
      parameters.error(AFTER, "must be the next of an earlier response");
    }
    parameters.refuse("does not apply to deletions", OTHERS);
    return parameters.finish(() -> new DeletionsRequest((int) limit, after.map(UUID::fromString)));
  }
}
