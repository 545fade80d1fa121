package dev.rebound.api;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/**
 * Serves files of the class path compressed. A client that does not accept gzip gets a file from
 * the next handler. A file is read and compressed once per event loop.
 */
final class CompressedFiles implements Handler<RoutingContext> {
  private static final Pattern GZIP = Pattern.compile("(?i)(?:^|,)\\s*gzip\\s*(?:,|$)");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=UTF-8",
          "css", "text/css;charset=UTF-8",
          "js", "text/javascript;charset=UTF-8",
          "yaml", "application/x-yaml;charset=UTF-8");

  private final String folder;
  private final Map<String, Future<Optional<Compressed>>> files = new HashMap<>();

  /**
   * A file as it is sent.
   *
   * @param tag the ETag, by which a browser asks whether its copy is current
   */
  private record Compressed(Buffer bytes, String tag, String type) {
    boolean isHeldBy(RoutingContext context) {
      return tag.equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH));
    }
  }

  /**
   * @param folder on the class path, without a slash at its end; a file's path below it is its path
   *     on the server
   */
  CompressedFiles(String folder) {
    this.folder = folder;
  }

  @Override
  public void handle(RoutingContext context) {
    context.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    String accepted = context.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
    if (accepted == null || !GZIP.matcher(accepted).find()) {
      context.next();
      return;
    }
    find(context)
        .onSuccess(found -> found.ifPresentOrElse(file -> send(context, file), context::next))
        .onFailure(context::fail);
  }

  private Future<Optional<Compressed>> find(RoutingContext context) {
    String path = context.request().path();
    Future<Optional<Compressed>> file =
        files.computeIfAbsent(
            path, missing -> context.vertx().executeBlocking(() -> read(folder + path)));
    return file.onComplete(
        read -> {
          // Clients choose the paths, so only those of files are kept.
          if (read.failed() || read.result().isEmpty()) {
            files.remove(path);
          }
        });
  }

  private static Optional<Compressed> read(String path) throws IOException {
    String name = path.endsWith("/") ? path + "index.html" : path;
    try (InputStream file = CompressedFiles.class.getResourceAsStream("/" + name)) {
      if (file == null) {
        return Optional.empty();
      }
      byte[] content = file.readAllBytes();
      String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
      return Optional.of(new Compressed(compress(content), tag(content), type));
    }
  }

  private static Buffer compress(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  private static String tag(byte[] content) {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    return '"' + HexFormat.of().toHexDigits(checksum.getValue()) + '"';
  }

  private static void send(RoutingContext context, Compressed file) {
    HttpServerResponse response = context.response();
    MultiMap headers = response.headers();
    headers.set(HttpHeaders.ETAG, file.tag());
    if (file.isHeldBy(context)) {
      response.setStatusCode(304).end();
      return;
    }
    headers.set(HttpHeaders.CONTENT_TYPE, file.type());
    headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
    headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(file.bytes().length()));
    if (context.request().method() == HttpMethod.HEAD) {
      response.end();
    } else {
      response.end(file.bytes());
    }
  }
}
