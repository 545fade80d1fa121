package dev.rebound.api.rebound;

import dev.rebound.api.wire.Parameters;
import dev.rebound.api.wire.Result;
import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * {@code GET /rebound/v1/deletions}.
 *
 * @param limit deletions at most, 1 to 500
 * @param before the last deletion of the page before
 */
public record DeletionsRequest(int limit, Optional<UUID> before) {
  // Parameters of the other endpoints, which nobody should believe to narrow the deletions.
  private static final Set<String> OTHERS = Parameters.conditions("email");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  public static Result<DeletionsRequest> read(MultiMap query) {
    Parameters parameters = new Parameters(query);
    int limit = parameters.limit();
    Optional<UUID> before = parameters.cursor(ID).map(MatchResult::group).map(UUID::fromString);
    parameters.refuse("does not apply to deletions", OTHERS);
    return parameters.finish(() -> new DeletionsRequest(limit, before));
  }
}
