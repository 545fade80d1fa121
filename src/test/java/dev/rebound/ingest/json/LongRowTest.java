package dev.rebound.ingest.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.rebound.ingest.Reading;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.UnreadableInputException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongRowTest {
  private static final int CHUNK = 64 * 1024;
  private static final int CHUNKS = 16 * 1024 * 1024 / CHUNK;
  private static final long MAX_ALLOCATED = 4 * 1024 * 1024;
  private static final String NEXT = "{\"email\":\"a@x.y\"}";
  private static final List<String> FIRST_IS_TOO_LONG =
      List.of("#0 longer than 65536 bytes", "a@x.y");

  @Test
  void theLongestRowIsReadInEveryFormat() {
    String row = rowOf(RowReader.MAX_ROW_BYTES);
    assertReads(List.of("b@x.y", "a@x.y"), row);
    // The line break before a row does not count.
    assertReads(List.of("a@x.y", "b@x.y"), JsonRows.Format.NDJSON, NEXT + "\r\n" + row);
  }

  @Test
  void aRowThatIsOneByteLongerIsRejected() {
    assertReads(FIRST_IS_TOO_LONG, rowOf(RowReader.MAX_ROW_BYTES + 1));
  }

  @Test
  void aLongBlankLineIsNotARow() {
    String blanks = " \t".repeat(RowReader.MAX_ROW_BYTES);
    List<String> expected = List.of("a@x.y", "a@x.y");
    assertEquals(
        expected,
        Reading.of(JsonRows.Format.NDJSON, blanks + "\n" + NEXT + "\n" + blanks + NEXT).lines());
  }

  @ParameterizedTest
  @CsvSource({
    "NDJSON, '', x, '\n', ''",
    "JSON, '[{\"x\":\"', y, '\"},', ]",
    "JSON, '[{\"x\":\"', \\, '\"},', ]",
    "JSON, '[{\"x\":', [, '},', ]",
    "JSON, '[', 1, ',', ]",
    "JSON, '{\"x\":\"', y, '\"}\n', ''",
  })
  void aRowOfMegabytesIsSkippedWithoutBeingHeld(
      JsonRows.Format format, String start, char filling, String end, String last)
      throws UnreadableInputException {
    byte[] chunk = new byte[CHUNK];
    Arrays.fill(chunk, (byte) filling);
    List<String> read = new ArrayList<>();
    Consumer<Row> rows = row -> read.add(Reading.line(row));
    JsonRows reader = new JsonRows(format, JsonRows.Dialect.OWN, Reading.DEFAULTS);
    long before = allocatedBytes();
    feed(reader, start, rows);
    for (int i = 0; i < CHUNKS; i++) {
      reader.feed(chunk, 0, CHUNK, rows);
    }
    feed(reader, end + NEXT + last, rows);
    reader.finish(rows);
    long allocated = allocatedBytes() - before;
    assertEquals(FIRST_IS_TOO_LONG, read);
    assertTrue(allocated < MAX_ALLOCATED, "allocated " + allocated + " bytes");
  }

  private static void feed(JsonRows reader, String text, Consumer<Row> rows)
      throws UnreadableInputException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    reader.feed(bytes, 0, bytes.length, rows);
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private static String rowOf(int bytes) {
    String row = "{\"email\":\"b@x.y\",\"x\":\"\"}";
    return row.replace("\"\"", "\"" + "z".repeat(bytes - row.length()) + "\"");
  }

  private static void assertReads(List<String> expected, String row) {
    assertReads(expected, JsonRows.Format.NDJSON, row + "\n" + NEXT);
    assertReads(expected, JsonRows.Format.NDJSON, "  " + row + "\r\n" + NEXT);
    assertReads(expected, JsonRows.Format.JSON, row + "\n" + NEXT);
    assertReads(expected, JsonRows.Format.JSON, "[ " + row + " , " + NEXT + "]");
  }

  private static void assertReads(List<String> expected, JsonRows.Format format, String input) {
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    assertEquals(expected, Reading.of(format, bytes).lines());
    assertEquals(expected, Reading.inPieces(format, bytes, 7, new Random(1)).lines());
  }
}
