package dev.rebound.mock.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.ingest.JsonFields.Range;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryRequestTest {
  private static final String EVENTS = "[{\"event\":\"bounce\",\"email\":\"a@x.org\"}]";

  @Test
  void missingFieldsHaveDefaults() {
    DeliveryRequest request =
        DeliveryRequest.of(new JsonObject("{\"url\":\"http://a/b\",\"count\":7}"));
    assertEquals(
        new DeliveryRequest(
            URI.create("http://a/b"),
            List.of(),
            7,
            1,
            100,
            0,
            false,
            new Range(0, 0),
            500,
            false,
            "root"),
        request);
    assertEquals(7, request.size());
  }

  @Test
  void allFieldsAreRead() {
    String json =
        """
        {"url":"https://a","events":%s,"seed":-9000000000,"batch":1000,"duplicates":0.25,
        "reorder":true,"delayMillis":[5,30000],"retryMillis":0,"tell":true,"account":"shop"}\
        """
            .formatted(EVENTS);
    List<JsonObject> events =
        List.of(new JsonObject("{\"event\":\"bounce\",\"email\":\"a@x.org\"}"));
    assertEquals(
        new DeliveryRequest(
            URI.create("https://a"),
            events,
            0,
            -9_000_000_000L,
            1000,
            0.25,
            true,
            new Range(5, 30_000),
            0,
            true,
            "shop"),
        DeliveryRequest.of(new JsonObject(json)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {} | the body needs one of events, count
          {"events":[],"count":1} | the body needs one of events, count
          {"count":0} | count must be a whole number from 1 to 100000
          {"count":100001} | count must be a whole number from 1 to 100000
          {"count":1.5} | count must be a whole number from 1 to 100000
          {"count":"1"} | count must be a whole number from 1 to 100000
          {"count":null} | the body needs one of events, count
          {"count":1,"seed":"x"} | seed must be a whole number from -9223372036854775808 to 9223372036854775807
          {"count":1,"seed":1e30} | seed must be a whole number from -9223372036854775808 to 9223372036854775807
          {"count":1,"batch":0} | batch must be a whole number from 1 to 1000
          {"count":1,"batch":1001} | batch must be a whole number from 1 to 1000
          {"count":1,"duplicates":1.01} | duplicates must be a number from 0 to 1
          {"count":1,"duplicates":-1} | duplicates must be a number from 0 to 1
          {"count":1,"duplicates":true} | duplicates must be a number from 0 to 1
          {"count":1,"reorder":1} | reorder must be true or false
          {"count":1,"delayMillis":-1} | delayMillis must be a whole number from 0 to 30000
          {"count":1,"delayMillis":30001} | delayMillis must be a whole number from 0 to 30000
          {"count":1,"delayMillis":[1]} | delayMillis must be a whole number or an array of two
          {"count":1,"delayMillis":[2,1]} | delayMillis must be a whole number from 2 to 30000
          {"count":1,"retryMillis":5001} | retryMillis must be a whole number from 0 to 5000
          {"count":1,"account":"x"} | account is only allowed with tell
          {"count":1,"tell":true,"account":1} | account must be the name of an account
          {"events":{}} | events must be an array
          {"events":[]} | events must be an array of 1 to 100000 events
          {"events":[1]} | events[0] must be an object
          {"events":[{"email":"a@x.org"}]} | events[0].event is required
          {"events":[{"event":"A","email":"a@x.org"}]} | events[0].event must be a word such as bounce or blocked
          {"events":[{"event":"bounce"}]} | events[0].email is required
          {"events":[{"event":"bounce","email":"a"}]} \
          | events[0].email must be an email address of at most 320 characters
          {"events":[{"event":"bounce","email":"a@b","timestamp":"1"}]} \
          | events[0].timestamp must be Unix seconds from 0 to 253402300799
          {"events":[{"event":"bounce","email":"a@b","timestamp":-1}]} \
          | events[0].timestamp must be Unix seconds from 0 to 253402300799
          {"events":[{"event":"bounce","email":"a@b","reason":5}]} | events[0].reason must be a string
          {"events":[{"event":"bounce","email":"a@b","status":511}]} | events[0].status must be a string
          {"events":[{"event":"bounce","email":"a@b","type":[]}]} | events[0].type must be a string
          """)
  void anInvalidRequestIsRefusedWithAReason(String json, String message) {
    JsonObject request = new JsonObject(json).put("url", "http://127.0.0.1/");
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> DeliveryRequest.of(request))
            .getMessage());
  }

  @Test
  void anUnknownFieldIsRefused() {
    JsonObject request = new JsonObject().put("url", "http://a").put("count", 1).put("delay", 5);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> DeliveryRequest.of(request));
    assertTrue(refused.getMessage().contains("delayMillis"), refused.getMessage());
  }

  @Test
  void tooManyEventsAreRefused() {
    JsonObject event = new JsonObject().put("event", "bounce").put("email", "a@x.org");
    JsonArray events = new JsonArray();
    for (int i = 0; i <= DeliveryRequest.MAX_EVENTS; i++) {
      events.add(event);
    }
    assertThrows(
        IllegalArgumentException.class, () -> DeliveryRequest.readEvents(events.getList()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "/hook",
        "//host/hook",
        "ftp://a/",
        "file:///etc/passwd",
        "http:///x",
        "http:a",
        "http://a b/",
        "http://user@a/",
        "http://user:word@a/",
        "http://a:0/",
        "http://a:65536/",
        "http://a:-1/",
        "http://a/#x",
        "http://a/\r\nX: y",
        "http://[::1/",
      })
  void anInvalidUrlIsRefused(String url) {
    JsonObject request = new JsonObject().put("url", url).put("count", 1);
    assertThrows(IllegalArgumentException.class, () -> DeliveryRequest.of(request));
  }

  @ParameterizedTest
  @CsvSource({
    "http://a, a, 80, /",
    "HTTPS://a, a, 443, /",
    "http://a:81/, a, 81, /",
    "http://a?b=c, a, 80, /?b=c",
    "http://[::1]:81/%20b?c=%26, [::1], 81, /%20b?c=%26",
    "http://a/\u00e9, a, 80, /%C3%A9",
  })
  void aUrlIsTakenApart(String text, String host, int port, String path) {
    URI url = Target.parseUrl(text);
    assertEquals(host, url.getHost());
    assertEquals(port, Target.port(url));
    assertEquals(path, new Target(url, InetSocketAddress.createUnresolved(host, port)).path());
  }

  @Test
  void aUrlHasABoundedLength() {
    String url = "http://a/" + "x".repeat(2_048);
    assertThrows(IllegalArgumentException.class, () -> Target.parseUrl(url));
    assertEquals(2_048, Target.parseUrl(url.substring(0, 2_048)).toString().length());
  }
}
