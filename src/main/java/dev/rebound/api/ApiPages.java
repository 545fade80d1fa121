package dev.rebound.api;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.Set;

/**
 * Serves the console, the descriptions of the API and of the admin port, and the page that shows
 * them. The files need no key and hold no data. The routes match the raw path, as all routes of
 * {@link ApiRouter} do.
 */
final class ApiPages {
  private static final String DOCS = "/docs";
  private static final String CONSOLE = "/console";

  /** The names of the routes: one label for all files of a page. */
  static final Set<String> NAMES = Set.of(DOCS, CONSOLE);

  // A file's path in this folder of the class path is its path on the server.
  private static final String FOLDER = "dev/rebound/pages";
  private static final String DOCS_FILES =
      "/docs/(?:[a-z-]+\\.(?:css|js))?|/openapi(?:-admin)?\\.yaml";
  private static final String CONSOLE_FILES =
      "/console/(?:(?:[a-z]+/)?[A-Za-z-]+(?:\\.(?:min|umd|iife))*\\.(?:css|js))?";
  // The style sheet of Swagger UI contains its icons as data.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final CharSequence NO_CACHE = HttpHeaders.createOptimized("no-cache");

  private final Responder responder;

  ApiPages(Responder responder) {
    this.responder = responder;
  }

  void mount(Router router) {
    CompressedFiles compressed = new CompressedFiles(FOLDER);
    StaticHandler plain = StaticHandler.create(FOLDER);
    mount(router, DOCS, DOCS_FILES, compressed, plain);
    mount(router, CONSOLE, CONSOLE_FILES, compressed, plain);
  }

  private void mount(
      Router router, String name, String pattern, CompressedFiles compressed, StaticHandler plain) {
    // A relative location also holds behind a proxy that serves the API below a path.
    String folder = name.substring(1) + "/";
    at(router, name, name)
        .handler(
            context ->
                context
                    .response()
                    .setStatusCode(302)
                    .putHeader(HttpHeaders.LOCATION, folder)
                    .end());
    at(router, name, pattern).handler(compressed).handler(plain);
  }

  private Route at(Router router, String name, String pattern) {
    return router
        .routeWithRegex(pattern)
        .useNormalizedPath(false)
        .setName(name)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(this::prepare);
  }

  private void prepare(RoutingContext context) {
    // Browsers ask whether their copy is current.
    responder.prepare(context, NO_CACHE);
    MultiMap headers = context.response().headers();
    headers.set("Content-Security-Policy", POLICY);
    headers.set("Referrer-Policy", "no-referrer");
    context.next();
  }
}
