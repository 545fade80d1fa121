package dev.rebound.api.rebound;

import dev.rebound.api.wire.Parameters;
import dev.rebound.api.wire.Result;
import io.vertx.core.MultiMap;
import java.util.Optional;
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
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  public static Result<DeletionsRequest> read(MultiMap query) {
    Parameters parameters = new Parameters(query);
    int limit = parameters.limit();
    Optional<UUID> before = parameters.cursor(ID).map(MatchResult::group).map(UUID::fromString);
    // Nobody should believe that another parameter narrows it.
    parameters.refuseOthers("does not apply to deletions");
    return parameters.finish(() -> new DeletionsRequest(limit, before));
  }
}
