package dev.rebound.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.ingest.json.JsonRows;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackedRowsTest {
  private static final int ROWS = 20_000;
  private static final List<String> EMAILS =
      IntStream.range(0, ROWS).mapToObj(i -> "u" + i + "@x.org").toList();
  private static final String LINES =
      EMAILS.stream().collect(Collectors.joining("\"}\n{\"email\":\"", "{\"email\":\"", "\"}\n"));

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000, 1 << 20})
  void zstdIsDecompressedWhateverTheSizesOfTheChunks(int piece) throws IOException {
    Reading reading = Reading.inPieces(reader(), zstd(LINES), piece, new Random(1));
    assertEquals(EMAILS, reading.lines());
  }

  @Test
  void aChunkOfZstdIsReadAPieceAtATime() throws Exception {
    byte[] packed = zstd(LINES);
    RowReader reader = reader();
    List<Row> rows = new ArrayList<>();
    assertTrue(reader.heldBytes() == 0);
    reader.feed(packed, 0, reader.maxChunkBytes(), rows::add);
    assertTrue(reader.heldBytes() > 8 << 20);
    reader.feed(packed, 4, packed.length - 4, rows::add);
    int steps = 0;
    int before = 0;
    while (reader.hasPending()) {
      assertTrue(rows.size() - before < ROWS / 4, "rows of one step: " + (rows.size() - before));
      before = rows.size();
      reader.feed(new byte[0], 0, 0, rows::add);
      steps++;
    }
    reader.finish(rows::add);
    assertEquals(ROWS, rows.size());
    assertTrue(steps > 4, "steps: " + steps);
  }

  @Test
  void framesOfZstdFollowEachOther() throws IOException {
    byte[] first = zstd("{\"email\":\"u0@x.org\"}\n{\"em");
    byte[] second = zstd("ail\":\"u1@x.org\"}");
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    assertEquals(EMAILS.subList(0, 2), rowsOf(both));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 15, 100})
  void truncatedZstdIsUnreadable(int missing) throws IOException {
    byte[] whole = zstd(LINES);
    Reading reading = Reading.of(reader(), Arrays.copyOf(whole, whole.length - missing));
    assertEquals("The zstd data is truncated", reading.failure());
  }

  @Test
  void damagedZstdIsUnreadable() throws IOException {
    byte[] damaged = zstd(LINES);
    damaged[damaged.length - 1] ^= 1;
    assertEquals("The zstd data is damaged", Reading.of(reader(), damaged).failure());
    byte[] trailing = Arrays.copyOf(zstd("{}"), zstd("{}").length + 20);
    assertEquals("The zstd data is damaged", Reading.of(reader(), trailing).failure());
  }

  @Test
  void gzipAndPlainTextAreReadToo() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(LINES.getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(EMAILS, rowsOf(bytes.toByteArray()));
    assertEquals(EMAILS, rowsOf(LINES.getBytes(StandardCharsets.UTF_8)));
    assertEquals(List.of("#0 not valid JSON"), rowsOf("{x".getBytes()));
  }

  @ParameterizedTest
  @CsvSource({"BZh9, bzip2", "\u00fd7zX, xz", "PK\u0003\u0004, zip", "PK, zip"})
  void anotherCompressionIsNamed(String start, String name) {
    Reading reading = Reading.of(reader(), start.getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(
        "The input is compressed with " + name + "; only gzip and zstd are decompressed",
        reading.failure());
  }

  private static List<String> rowsOf(byte[] input) {
    List<String> whole = Reading.of(reader(), input).lines();
    assertEquals(whole, Reading.inPieces(reader(), input, 3, new Random(2)).lines());
    return whole;
  }

  private static RowReader reader() {
    return new PackedRows(
        new JsonRows(JsonRows.Format.NDJSON, JsonRows.Dialect.OWN, Reading.DEFAULTS));
  }

  private static byte[] zstd(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZstdOutputStream stream = new ZstdOutputStream(packed)) {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }
}
