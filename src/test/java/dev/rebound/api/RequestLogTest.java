package dev.rebound.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.rebound.mock.Mock;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.LogTap;
import dev.rebound.support.TestService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers in the log. */
class RequestLogTest {
  private static final TestService SERVICE =
      TestService.start(Map.of("REBOUND_LOG_ACCESS_SHARE", "1"));

  private final LogTap log = LogTap.open("dev.rebound", Level.DEBUG);

  @AfterAll
  static void stop() {
    SERVICE.close();
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void anAnswerIsToldByItsTemplateAndId() {
    Api api = SERVICE.account().with("X-Request-Id", "one-of-many");
    api.ingest(BounceRow.at(1, "ada@example.com"));
    HttpResponse<String> response = api.get(Api.BOUNCES + "/ada@example.com?secret=1");
    JsonObject line = new JsonObject(LogTap.line(await("GET"), "json"));
    assertEquals("request", line.getString("formattedMessage"));
    Map<String, Object> fields = fields(line);
    assertEquals("one-of-many", fields.get("request_id"));
    assertEquals("/v3/suppression/bounces/{email}", fields.get("route"));
    assertEquals("200", fields.get("code").toString());
    assertEquals(Integer.toString(response.body().length()), fields.get("bytes").toString());
    assertTrue(Double.parseDouble(fields.get("ms").toString()) >= 0);
  }

  @Test
  void onATerminalItIsALineToRead() {
    SERVICE.account().with("X-Request-Id", "mine").get("/nowhere/ada@example.com");
    String line = LogTap.line(await("GET"), "text");
    assertTrue(
        line.matches(
            "\\S+ INFO  RequestLog: request request_id=mine method=GET route=none code=404"
                + " ms=[0-9.]+ bytes=[0-9]+\\R"),
        line);
  }

  @Test
  void noLineHoldsAnAddressAKeyOrAQuery() {
    Api api = SERVICE.account();
    String address = "hidden@hidden.example";
    api.ingest(BounceRow.at(1, address));
    api.post(Api.INGEST, "{\"email\":\"hidden\"}");
    api.get(Api.BOUNCES + "?email=hidden");
    api.get(Api.BOUNCES + "/" + address);
    api.get("/rebound/v1/bounces/" + address + "/history?limit=hidden");
    api.get("/hidden/" + address);
    api.get("/api/bounces.get.json?api_user=hidden&api_key=" + api.key() + "&email=" + address);
    api.get("/v3/suppression/bounces/classifications/hidden");
    api.with("X-Request-Id", address).with("on-behalf-of", "hidden").get(Api.BOUNCES);
    api.with("X-Request-Id", api.key()).get(Api.BOUNCES);
    api.send("HIDDEN", Api.BOUNCES, BodyPublishers.noBody());
    api.with("X-Request-Id", "the-end").delete(Api.BOUNCES, "{\"emails\":[\"" + address + "\"]}");
    StringBuilder lines = new StringBuilder();
    log.await(
        event -> {
          lines.append(LogTap.line(event, "json")).append(LogTap.line(event, "text"));
          return isAnswer(event) && lines.indexOf("the-end") >= 0;
        });
    assertTrue(lines.toString().lines().count() > 20, lines::toString);
    for (String word : List.of("hidden", "HIDDEN", "%40", "SG.", "?", api.key())) {
      assertFalse(lines.toString().contains(word), () -> word + " in\n" + lines);
    }
  }

  @Test
  void withoutAShareNothingButFailuresIsTold() {
    try (Mock mock = Mock.start()) {
      Api api = mock.service().account();
      api.get(Api.BOUNCES);
      mock.rules("{\"fault\":{\"status\":503}}");
      api.with("X-Request-Id", "failed").get(Api.BOUNCES);
      ILoggingEvent told = log.await(RequestLogTest::isAnswer);
      assertEquals(Level.WARN, told.getLevel());
      assertTrue(LogTap.line(told, "text").contains("request_id=failed"));
    }
  }

  @Test
  void ofManyFailuresAFewAreTold() {
    RequestLog requestLog = new RequestLog(0, new SimpleMeterRegistry(), Optional.empty());
    long told =
        Stream.generate(() -> requestLog.mayLogFailure())
            .limit(10_000)
            .filter(isTold -> isTold)
            .count();
    // Two seconds at most, each with its ten.
    assertTrue(told >= 10 && told <= 30, () -> "told " + told);
  }

  private ILoggingEvent await(String method) {
    return log.await(
        event -> isAnswer(event) && LogTap.line(event, "text").contains("method=" + method));
  }

  private static boolean isAnswer(ILoggingEvent event) {
    return event.getLoggerName().equals(RequestLog.class.getName());
  }

  private static Map<String, Object> fields(JsonObject line) {
    Map<String, Object> fields = new HashMap<>();
    JsonArray pairs = line.getJsonArray("kvpList");
    pairs.forEach(pair -> fields.putAll(((JsonObject) pair).getMap()));
    return fields;
  }
}
