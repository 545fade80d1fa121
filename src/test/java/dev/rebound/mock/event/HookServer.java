package dev.rebound.mock.event;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes deliveries on a port of the loopback, and answers them as a test wants. */
public final class HookServer implements AutoCloseable {
  static {
    // Else each answer waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final Answer answer;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /** Answers the n-th request, from 1. */
  @FunctionalInterface
  public interface Answer {
    void give(int n, HttpExchange exchange) throws IOException;
  }

  /** As it came. */
  public record Request(String target, Headers headers, byte[] body) {}

  private HookServer(HttpServer server, Answer answer) {
    this.server = server;
    this.answer = answer;
  }

  public static HookServer start(Answer answer) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      HookServer hook = new HookServer(server, answer);
      server.createContext("/", hook::handle);
      server.setExecutor(hook.threads);
      server.start();
      return hook;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers with these statuses in turn, with the last one again and again. */
  public static HookServer answering(int... statuses) {
    return start(
        (n, exchange) ->
            exchange.sendResponseHeaders(statuses[Math.min(n, statuses.length) - 1], -1));
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port() + "/hook?a=b";
  }

  /** In their order. */
  public List<Request> requests() {
    return requests;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      int n;
      synchronized (this) {
        requests.add(
            new Request(
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(),
                exchange.getRequestBody().readAllBytes()));
        n = requests.size();
      }
      answer.give(n, exchange);
    } finally {
      exchange.close();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
