package dev.rebound.api.rebound;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;

/** Fetches pages of Amazon SNS. Callers pass URLs of its own hosts only. */
public interface SnsGateway {
  /** Returns the body of a response with status 200; fails for any other. */
  Future<Buffer> get(URI url);
}
