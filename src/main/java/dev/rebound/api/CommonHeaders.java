package dev.rebound.api;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sets the headers that SendGrid's services of this family send with every response (contract,
 * 2.6). The CORS headers among them are sent without an {@code Origin} too, so that Vert.x' own
 * CORS handler does not serve.
 */
final class CommonHeaders implements Handler<RoutingContext> {
  private static final Map<CharSequence, CharSequence> HEADERS =
      optimized(
          "Access-Control-Allow-Origin", "*",
          "Access-Control-Allow-Headers",
              "AUTHORIZATION, Content-Type, On-behalf-of, x-sg-elas-acl",
          "Access-Control-Expose-Headers", "Link",
          "Access-Control-Max-Age", "21600",
          "Content-Security-Policy",
              "default-src https://api.sendgrid.com; frame-src 'none'; object-src 'none'");
  private static final CharSequence ALLOW_METHODS =
      HttpHeaders.createOptimized("Access-Control-Allow-Methods");

  private final Map<CharSequence, CharSequence> headers;

  /**
   * @param methods of the path
   */
  CommonHeaders(String methods) {
    this.headers = new LinkedHashMap<>(HEADERS);
    headers.put(ALLOW_METHODS, HttpHeaders.createOptimized(methods));
  }

  /**
   * @param headers of another service than that of the bounces
   */
  CommonHeaders(Map<String, String> headers) {
    this.headers = new LinkedHashMap<>();
    headers.forEach(
        (name, value) ->
            this.headers.put(
                HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value)));
  }

  @Override
  public void handle(RoutingContext context) {
    MultiMap responseHeaders = context.response().headers();
    headers.forEach(responseHeaders::set);
    context.next();
  }

  private static Map<CharSequence, CharSequence> optimized(String... namesAndValues) {
    Map<CharSequence, CharSequence> headers = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.put(
          HttpHeaders.createOptimized(namesAndValues[i]),
          HttpHeaders.createOptimized(namesAndValues[i + 1]));
    }
    return headers;
  }
}
