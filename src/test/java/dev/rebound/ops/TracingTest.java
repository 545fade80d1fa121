package dev.rebound.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What a collector is sent. */
class TracingTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final Set<String> paths = ConcurrentHashMap.newKeySet();

  @Test
  void spansAreNamedByTemplatesAndHoldNothingThatAClientSaid() throws IOException {
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext("/", this::receive);
    collector.start();
    String endpoint = "http://127.0.0.1:" + collector.getAddress().getPort();
    String key;
    // Closing it sends what is left.
    try (TestService service = TestService.start(Map.of("REBOUND_TRACING_ENDPOINT", endpoint))) {
      Api api = service.account();
      key = api.key();
      useWithHiddenWords(api);
    } finally {
      collector.stop(0);
    }
    assertEquals(Set.of("/v1/traces"), paths);
    String bytes = received.toString(StandardCharsets.ISO_8859_1);
    for (String name :
        List.of(
            "GET /v3/suppression/bounces/{email}",
            "GET /v3/suppression/bounces",
            "POST /rebound/v1/bounces",
            "GET /api/bounces.get.json",
            "GET none",
            "other /v3/suppression/bounces",
            "bounce.find",
            "bounce.ingest",
            "ingest.group",
            "rebound",
            new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1))) {
      assertTrue(bytes.contains(name), () -> "no " + name + " in\n" + bytes);
    }
    for (String word :
        List.of("other none", "hidden", "HIDDEN", "%40", "SG.", key, "account-", "SELECT")) {
      assertFalse(bytes.contains(word), () -> word + " in\n" + bytes);
    }
  }

  private static void useWithHiddenWords(Api api) {
    String address = "hidden@hidden.example";
    api.ingest(BounceRow.at(1, address));
    api.get(Api.BOUNCES + "?email=hidden");
    api.with("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
        .with("tracestate", "vendor=hidden")
        .with("baggage", "user=hidden")
        .with("User-Agent", "hidden")
        .get(Api.BOUNCES + "/" + address);
    api.get("/api/bounces.get.json?api_user=apikey&api_key=" + api.key() + "&email=" + address);
    api.get("/hidden/" + address);
    api.send("HIDDEN", Api.BOUNCES, BodyPublishers.noBody());
    api.post("/rebound/v1/lookup", "{\"emails\":[\"" + address + "\"]}");
    api.delete(Api.BOUNCES + "/" + address);
  }

  private void receive(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    synchronized (received) {
      received.writeBytes(body);
    }
    paths.add(exchange.getRequestURI().toString());
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }
}
