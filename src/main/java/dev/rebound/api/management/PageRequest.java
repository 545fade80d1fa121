package dev.rebound.api.management;

import dev.rebound.api.wire.Parameters;
import dev.rebound.api.wire.Result;
import dev.rebound.domain.Page;
import io.vertx.core.MultiMap;
import java.util.Set;

/** The parameters {@code limit} and {@code offset} of a list. */
final class PageRequest {
  // Parameters of the other endpoints, which nobody should believe to narrow these lists.
  private static final Set<String> OTHERS = Parameters.conditions("email");

  private PageRequest() {}

  static Result<Page> read(MultiMap query) {
    Parameters parameters = new Parameters(query);
    int limit = parameters.limit();
    long offset = parameters.offset();
    parameters.refuse("does not narrow this list", OTHERS);
    return parameters.finish(() -> new Page(limit, offset));
  }
}
