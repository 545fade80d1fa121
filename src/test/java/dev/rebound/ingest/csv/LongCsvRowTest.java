package dev.rebound.ingest.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.rebound.ingest.IngestedRows;
import dev.rebound.ingest.Reading;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowKind;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.UnreadableInputException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongCsvRowTest {
  private static final int CHUNK = 64 * 1024;
  private static final int CHUNKS = 16 * 1024 * 1024 / CHUNK;
  private static final long MAX_ALLOCATED = 4 * 1024 * 1024;

  @Test
  void theLongestRowIsReadAndOneByteMoreIsRejected() {
    String longest = "a@x.y,\"" + "z".repeat(RowReader.MAX_ROW_BYTES - 8) + "\"";
    String cut = "z".repeat(8192);
    assertEquals(
        List.of("bounce a@x.y now [] " + cut, "#1 longer than 65536 bytes", "bounce b@x.y now []"),
        read("email,reason\n" + longest + "\r\n " + longest + "\r\nb@x.y,"));
  }

  @Test
  void aHeaderLineThatIsTooLongCannotBeRead() {
    assertEquals(
        List.of("failed after 0: The header line is longer than 65536 bytes"),
        read("email," + "x".repeat(RowReader.MAX_ROW_BYTES) + "\na@x.y\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"a@x.y,", "a@x.y,\""})
  void aRecordOfMegabytesIsSkippedWithoutBeingHeld(String start) throws UnreadableInputException {
    byte[] chunk = new byte[CHUNK];
    Arrays.fill(chunk, (byte) (start.contains("\"") ? '\n' : ','));
    List<String> read = new ArrayList<>();
    Consumer<Row> rows = row -> read.add(Reading.line(row));
    RowReader reader = new CsvRows(CsvMapping.AUTOMATIC.withKind(RowKind.BOUNCE), Reading.DEFAULTS);
    long before = allocatedBytes();
    feed(reader, "email,reason\n" + start, rows);
    for (int i = 0; i < CHUNKS; i++) {
      reader.feed(chunk, 0, CHUNK, rows);
    }
    feed(reader, (start.contains("\"") ? "\"" : "") + "\nb@x.y,\n", rows);
    reader.finish(rows);
    long allocated = allocatedBytes() - before;
    assertEquals(List.of("#0 longer than 65536 bytes", "b@x.y"), read);
    assertTrue(allocated < MAX_ALLOCATED, "allocated " + allocated + " bytes");
  }

  private static void feed(RowReader reader, String text, Consumer<Row> rows)
      throws UnreadableInputException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    reader.feed(bytes, 0, bytes.length, rows);
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private static List<String> read(String input) {
    return IngestedRows.by(
        () -> new CsvRows(CsvMapping.AUTOMATIC.withKind(RowKind.BOUNCE), Reading.DEFAULTS), input);
  }
}
