package dev.rebound.mirror;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rebound.support.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between the mirror and the other list: sees each request, and may answer it itself. */
final class SourceProxy implements AutoCloseable {

  static {
    // Else each answer waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** Answers the n-th request, from 1, or leaves it to the source. */
  interface Hook {
    /** False when the source shall answer. */
    boolean answer(int n, HttpExchange exchange) throws IOException;
  }

  private final Api source;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Hook hook = (n, exchange) -> false;
  private volatile int pageSize = 500;

  private SourceProxy(Api source, HttpServer server) {
    this.source = source;
    this.server = server;
  }

  static SourceProxy before(Api source) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      SourceProxy proxy = new SourceProxy(source, server);
      server.createContext("/", proxy::handle);
      server.setExecutor(proxy.threads);
      server.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void hook(Hook newHook) {
    hook = newHook;
  }

  /** Lets the source answer with pages of another size than it is asked for. */
  void clamp(int rows) {
    pageSize = rows;
  }

  /** Paths and queries, in their order. */
  List<String> requests() {
    return requests;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestURI().toString();
    requests.add(target);
    try {
      if (!hook.answer(requests.size(), exchange)) {
        forward(exchange, target.replace("limit=500", "limit=" + pageSize));
      }
    } finally {
      exchange.close();
    }
  }

  private void forward(HttpExchange exchange, String target) throws IOException {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    String onBehalfOf = exchange.getRequestHeaders().getFirst("on-behalf-of");
    Api caller = new Api(source.url(), authorization.substring("Bearer ".length()));
    HttpResponse<String> response =
        (onBehalfOf == null ? caller : caller.with("on-behalf-of", onBehalfOf)).get(target);
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (name.toLowerCase(Locale.ROOT).startsWith("x-ratelimit")) {
                exchange.getResponseHeaders().add(name, values.get(0));
              }
            });
    answer(exchange, response.statusCode(), response.body());
  }

  /** Answers with headers, given as names and values in turn. */
  static boolean answer(HttpExchange exchange, int status, String body, String... headers)
      throws IOException {
    for (int i = 0; i < headers.length; i += 2) {
      exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    return true;
  }

  /** The page that the source would answer. */
  String sourceAnswer(HttpExchange exchange) {
    URI target = exchange.getRequestURI();
    return source.get(target.toString()).body();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
