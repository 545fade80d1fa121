package dev.rebound.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.classify.Classifier;
import dev.rebound.domain.BounceEvent;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.UnreadableInputException;
import dev.rebound.ingest.json.JsonRows;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MadeUpBouncesTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);

  @Test
  void everyRowIsValidAndEveryAddressIsNew() throws UnreadableInputException {
    Set<String> emails = new HashSet<>();
    for (MadeUpBounces bounces :
        List.of(new MadeUpBounces(1, CLOCK), new MadeUpBounces(2, CLOCK))) {
      for (BounceEvent event : events(bounces.lines(1_000) + "\n" + bounces.next())) {
        emails.add(event.email().text());
        assertTrue(event.email().text().endsWith("@load.example"));
        assertEquals(1_800_000_000, event.occurredAt());
      }
    }
    assertEquals(2_002, emails.size());
  }

  private static List<BounceEvent> events(String lines) throws UnreadableInputException {
    RowReader reader =
        new JsonRows(
            JsonRows.Format.NDJSON,
            JsonRows.Dialect.OWN,
            new RowDefaults(() -> 0, Classifier.standard()));
    List<Row> rows = new ArrayList<>();
    byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
    reader.feed(bytes, 0, bytes.length, rows::add);
    reader.finish(rows::add);
    return rows.stream().map(row -> assertInstanceOf(Row.Event.class, row).event()).toList();
  }
}
