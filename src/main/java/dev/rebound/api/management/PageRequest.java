package dev.rebound.api.management;

import dev.rebound.api.wire.Parameters;
import dev.rebound.api.wire.Result;
import dev.rebound.domain.Page;
import io.vertx.core.MultiMap;

/** The parameters {@code limit} and {@code offset} of a list. */
final class PageRequest {

  private PageRequest() {}

  static Result<Page> read(MultiMap query) {
    Parameters parameters = new Parameters(query);
    int limit = parameters.limit();
    long offset = parameters.offset();
    // Nobody should believe that another parameter narrows it.
    parameters.refuseOthers("does not narrow this list");
    return parameters.finish(() -> new Page(limit, offset));
  }
}
