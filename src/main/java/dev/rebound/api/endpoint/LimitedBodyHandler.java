package dev.rebound.api.endpoint;

import dev.rebound.api.wire.MediaType;
import dev.rebound.api.wire.Problem;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/**
 * Reads a whole body through {@link BodyHandler}, after it has reserved the memory: the declared
 * length, or {@value #CHUNKED_BYTES} bytes at most where no length is declared. A longer body gets
 * 413 (contract, chapter 9, row 7), a body that does not fit into the memory 503.
 */
public final class LimitedBodyHandler implements Handler<RoutingContext> {
  private static final int CHUNKED_BYTES = 1 << 20;

  private final BodyHandler declared;
  private final BodyHandler chunked;
  private final int maxBytes;
  private final int maxChunkedBytes;
  private final BodyMemoryLimit.Share share;

  /**
   * Reads bodies of known callers.
   *
   * @param maxBytes of a body
   */
  public LimitedBodyHandler(int maxBytes) {
    this(maxBytes, BodyMemoryLimit.Share.KNOWN_CALLERS);
  }

  /**
   * @param maxBytes of a body
   * @param share of the memory for bodies
   */
  public LimitedBodyHandler(int maxBytes, BodyMemoryLimit.Share share) {
    this.maxBytes = maxBytes;
    this.share = share;
    this.maxChunkedBytes = Math.min(maxBytes, CHUNKED_BYTES);
    this.declared = bodyHandler(maxBytes);
    this.chunked = bodyHandler(maxChunkedBytes);
  }

  private static BodyHandler bodyHandler(int maxBytes) {
    return BodyHandler.create(false)
        .setBodyLimit(maxBytes)
        .setMergeFormAttributes(false)
        .setDeleteUploadedFilesOnEnd(false);
  }

  @Override
  public void handle(RoutingContext context) {
    MultiMap headers = context.request().headers();
    boolean isChunked = headers.contains(HttpHeaders.TRANSFER_ENCODING);
    String length = headers.get(HttpHeaders.CONTENT_LENGTH);
    long bytes = isChunked ? maxChunkedBytes : length == null ? 0 : Long.parseLong(length);
    if (bytes > 0 && bytes <= maxBytes && !BodyMemoryLimit.of(context, share).reserve(bytes)) {
      RequestData.refuse(context, Problem.UNAVAILABLE);
      return;
    }
    hideFormType(context, headers);
    // The server has sent 100 Continue already; the body handler would send it once more.
    headers.remove(HttpHeaders.EXPECT);
    (isChunked ? chunked : declared).handle(context);
  }

  // Vert.x decodes forms itself, throws for a form in a GET and drops the bytes of a multipart one.
  private static void hideFormType(RoutingContext context, MultiMap headers) {
    String contentType = headers.get(HttpHeaders.CONTENT_TYPE);
    if (contentType != null && MediaType.of(contentType).isForm()) {
      RequestData.keepContentType(context, contentType);
      headers.remove(HttpHeaders.CONTENT_TYPE);
    }
  }
}
