package dev.rebound.mock.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.classify.Classifier;
import dev.rebound.domain.BounceEvent;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.json.JsonRows;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedEventsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
  private static final int COUNT = 3_000;
  private static final GeneratedEvents EVENTS = new GeneratedEvents(COUNT, 7, TODAY);
  private static final RowDefaults DEFAULTS = new RowDefaults(() -> 0, Classifier.standard());

  @Test
  void equalSeedsGiveEqualEvents() {
    List<JsonObject> again = new GeneratedEvents(COUNT, 7, TODAY);
    for (int number = COUNT - 1; number >= 0; number -= 100) {
      assertEquals(again.get(number), EVENTS.get(number));
    }
    assertNotEquals(new GeneratedEvents(COUNT, 8, TODAY).get(0), EVENTS.get(0));
  }

  // Our own webhook reads the same values from the delivery.
  @Test
  void eachEventIsReadableAndOfThePastMonth() throws Exception {
    EventForm form = new EventForm(DEFAULTS, 7);
    List<JsonObject> events =
        IntStream.range(0, COUNT).mapToObj(i -> form.complete(EVENTS.get(i), i)).toList();
    List<Row> rows = new ArrayList<>();
    byte[] body = EventBody.of(events);
    JsonRows reader =
        new JsonRows(JsonRows.Format.JSON, JsonRows.Dialect.SENDGRID_EVENTS, DEFAULTS);
    reader.feed(body, 0, body.length, rows::add);
    reader.finish(rows::add);
    assertEquals(COUNT, rows.size());
    long today = TODAY.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    for (int i = 0; i < COUNT; i++) {
      BounceEvent read = ((Row.Event) rows.get(i)).event();
      JsonObject sent = events.get(i);
      assertEquals(sent.getString("email"), read.email().text());
      assertEquals(sent.getString("type", "dropped"), read.type().label());
      assertEquals(sent.getString("reason"), read.reason());
      assertTrue(read.occurredAt() < today && read.occurredAt() > today - 40 * 86_400);
    }
    assertEquals(
        COUNT, new HashSet<>(events.stream().map(e -> e.getString("sg_event_id")).toList()).size());
  }

  // 768 KB (contract, 6.3); our own webhook accepts 2 MiB.
  @Test
  void theLargestDeliveryIsSmallerThanSendGridsLimit() {
    EventForm form = new EventForm(DEFAULTS, 7);
    for (int from = 0; from < COUNT; from += DeliveryRequest.MAX_BATCH) {
      List<JsonObject> events =
          IntStream.range(from, from + DeliveryRequest.MAX_BATCH)
              .mapToObj(i -> form.complete(EVENTS.get(i), i))
              .toList();
      int length = EventBody.of(events).length;
      assertTrue(length < 768_000, length + " bytes");
    }
  }

  @Test
  void bouncesBlocksAndDropsAllOccurAndSomeAddressesMoreThanOnce() {
    List<String> kinds = EVENTS.stream().map(event -> event.getString("event")).toList();
    assertTrue(kinds.stream().filter("bounce"::equals).count() > COUNT / 2);
    assertTrue(kinds.stream().filter("blocked"::equals).count() > COUNT / 20);
    assertTrue(kinds.stream().filter("dropped"::equals).count() > COUNT / 20);
    long addresses = EVENTS.stream().map(event -> event.getString("email")).distinct().count();
    assertTrue(addresses < COUNT && addresses > COUNT / 2, addresses + "");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 999, 100_000})
  void theRequestedNumberOfEventsIsGenerated(int count) {
    GeneratedEvents events = new GeneratedEvents(count, 1, TODAY);
    assertEquals(count, events.size());
    assertTrue(events.get(count - 1).getString("email").contains("@"));
  }
}
