package dev.rebound.mock.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.classify.Classifier;
import dev.rebound.ingest.RowDefaults;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFormTest {
  private static final long NOW = 1_700_000_000;
  private static final RowDefaults DEFAULTS = new RowDefaults(() -> NOW, Classifier.standard());
  private static final List<String> IDS = List.of("sg_event_id", "sg_message_id", "smtp-id");

  // The keys are in the order of the delivery.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"event":"bounce","email":"a@x.org"} \
          | {"bounce_classification":"Invalid Address","email":"a@x.org","event":"bounce",\
          "ip":"192.0.2.25","reason":"550 5.1.1 The email account that you tried to reach does not exist.",\
          "status":"5.1.1","timestamp":1700000000,"tls":1,"type":"bounce"}
          {"event":"blocked","email":"a@x.org","timestamp":5} \
          | {"bounce_classification":"Mailbox Unavailable","email":"a@x.org","event":"bounce",\
          "ip":"192.0.2.25","reason":"552 5.2.2 The email account that you tried to reach is over quota.",\
          "status":"5.2.2","timestamp":5,"tls":1,"type":"blocked"}
          {"event":"bounce","email":"a@x.org","type":"blocked","status":null,"tls":null,\
          "reason":"unable to get mx info: no such host","category":["a","b"],"order":"7"} \
          | {"bounce_classification":"Technical","category":["a","b"],"email":"a@x.org",\
          "event":"bounce","order":"7","reason":"unable to get mx info: no such host",\
          "timestamp":1700000000,"type":"blocked"}
          {"event":"dropped","email":"a@x.org"} \
          | {"email":"a@x.org","event":"dropped","reason":"Bounced Address","timestamp":1700000000}
          {"event":"delivered","email":"a@x.org","response":"250 OK"} \
          | {"email":"a@x.org","event":"delivered","ip":"192.0.2.25","response":"250 OK",\
          "timestamp":1700000000,"tls":1}
          {"event":"deferred","email":"a@x.org","attempt":"3","tls":null} \
          | {"attempt":"3","email":"a@x.org","event":"deferred","ip":"192.0.2.25",\
          "response":"450 4.2.1 Try again later","timestamp":1700000000}
          {"event":"bounce","email":"a@x.org","reason":"551 5.7.1 not here"} \
          | {"bounce_classification":"Reputation","email":"a@x.org","event":"bounce",\
          "ip":"192.0.2.25","reason":"551 5.7.1 not here","status":"5.7.1","timestamp":1700000000,\
          "tls":1,"type":"bounce"}
          {"event":"bounce","email":"a@x.org","reason":"550 not here"} \
          | {"bounce_classification":"Unclassified","email":"a@x.org","event":"bounce",\
          "ip":"192.0.2.25","reason":"550 not here","status":"550","timestamp":1700000000,\
          "tls":1,"type":"bounce"}
          {"event":"bounce","email":"a@x.org","reason":"550 5.1.1 gone","status":"5.0.0","ip":null} \
          | {"bounce_classification":"Invalid Address","email":"a@x.org","event":"bounce",\
          "reason":"550 5.1.1 gone","status":"5.0.0","timestamp":1700000000,"tls":1,"type":"bounce"}
          """)
  void whatItDoesNotSayIsAddedAndWhatItSaysStays(String given, String complete) {
    JsonObject event = complete(given, 0);
    IDS.forEach(id -> assertFalse(((String) event.remove(id)).isEmpty()));
    assertEquals(complete, EventBody.text(event));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          open | {"email":"a@x.org","event":"open","ip":"198.51.100.7","sg_content_type":"html",\
          "sg_machine_open":false,"timestamp":1700000000,\
          "useragent":"Mozilla/5.0 (X11; Linux x86_64; rv:128.0)"}
          click | {"email":"a@x.org","event":"click","ip":"198.51.100.7","timestamp":1700000000,\
          "url":"https://example.com/","url_offset":{"index":0,"type":"html"},\
          "useragent":"Mozilla/5.0 (X11; Linux x86_64; rv:128.0)"}
          """)
  void anEventOfAReaderHasNoSmtpId(String kind, String complete) {
    JsonObject event = complete("{\"event\":\"%s\",\"email\":\"a@x.org\"}".formatted(kind), 0);
    assertFalse(event.containsKey("smtp-id"));
    List.of("sg_event_id", "sg_message_id").forEach(event::remove);
    assertEquals(complete, EventBody.text(event));
  }

  @ParameterizedTest
  @CsvSource({"bounce, bounce-0", "blocked, bounce-0", "dropped, drop", "processed, processed"})
  void idsHaveTheFormsOfSendGrids(String kind, String prefix) {
    JsonObject event = complete("{\"event\":\"%s\",\"email\":\"a@x.org\"}".formatted(kind), 0);
    String message = event.getString("sg_message_id");
    assertTrue(
        message.matches("[\\w-]{22}\\.filterdrecv-[0-9a-f]{10}-[0-9a-f]{5}-1-6553F100-\\d+\\.0"),
        message);
    String id = message.substring(0, 22);
    String smtp = event.getString("smtp-id");
    assertTrue(smtp.matches("<" + id + "@ismtpd\\d{4}p1mdw1\\.sendgrid\\.net>"), smtp);
    byte[] eventId = Base64.getUrlDecoder().decode(event.getString("sg_event_id"));
    assertEquals(prefix + "-19942112-" + id + "-0", new String(eventId, StandardCharsets.US_ASCII));
  }

  @Test
  void idsAreThoseOfTheEventItsNumberAndTheSeed() {
    String given = "{\"event\":\"bounce\",\"email\":\"a@x.org\"}";
    assertEquals(complete(given, 1), complete(given, 1));
    assertNotEquals(id(complete(given, 1)), id(complete(given, 2)));
    assertNotEquals(id(complete(given, 1)), id(complete(given.replace("a@", "b@"), 1)));
    JsonObject ofOtherSeed = new EventForm(DEFAULTS, 2).complete(new JsonObject(given), 1);
    assertNotEquals(id(complete(given, 1)), id(ofOtherSeed));
  }

  @Test
  void givenIdsAreKeptAndNullIdsAreLeftOut() {
    JsonObject event =
        complete(
            "{\"event\":\"bounce\",\"email\":\"a@x.org\",\"sg_event_id\":\"mine\","
                + "\"sg_message_id\":\"\",\"smtp-id\":null}",
            0);
    assertEquals("mine", event.getString("sg_event_id"));
    assertEquals("", event.getString("sg_message_id"));
    assertFalse(event.containsKey("smtp-id"));
  }

  private static String id(JsonObject event) {
    return event.getString("sg_event_id");
  }

  private static JsonObject complete(String given, int number) {
    return new EventForm(DEFAULTS, 1).complete(new JsonObject(given), number);
  }
}
