package dev.rebound.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.ingest.json.JsonRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipRowsTest {
  private static final int ROWS = 500;

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000, 1 << 20})
  void theSizesOfTheChunksMakeNoDifference(int piece) throws Exception {
    byte[] packed = packed(lines());
    assertEquals(emails(0, ROWS), read(packed, piece));
  }

  @Test
  void membersFollowEachOther() throws Exception {
    byte[] first = packed("{\"email\":\"u0@x.y\"}\n{\"email\":");
    byte[] second = packed("\"u1@x.y\"}");
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    assertEquals(emails(0, 2), read(both, 7));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 8, 16, 6, 30, 31})
  void allOptionalPartsOfAHeaderAreSkipped(int flags) throws Exception {
    byte[] packed = packed("{\"email\":\"u0@x.y\"}");
    ByteArrayOutputStream withHeader = new ByteArrayOutputStream();
    withHeader.write(packed, 0, 3);
    withHeader.write(flags);
    withHeader.write(packed, 4, 6);
    if ((flags & 4) != 0) {
      withHeader.writeBytes(new byte[] {3, 0, 'a', 0, 'b'});
    }
    if ((flags & 8) != 0) {
      withHeader.writeBytes("name\0".getBytes(StandardCharsets.ISO_8859_1));
    }
    if ((flags & 16) != 0) {
      withHeader.writeBytes("comment\0".getBytes(StandardCharsets.ISO_8859_1));
    }
    if ((flags & 2) != 0) {
      withHeader.writeBytes(new byte[] {1, 2});
    }
    withHeader.write(packed, 10, packed.length - 10);
    assertEquals(emails(0, 1), read(withHeader.toByteArray(), 1));
  }

  @Test
  void anExtraFieldMayBeEmpty() throws Exception {
    byte[] packed = packed("{\"email\":\"u0@x.y\"}");
    byte[] longer = new byte[packed.length + 2];
    System.arraycopy(packed, 0, longer, 0, 10);
    longer[3] = 4;
    System.arraycopy(packed, 10, longer, 12, packed.length - 10);
    assertEquals(emails(0, 1), read(longer, 5));
  }

  @Test
  void truncatedDataIsUnreadable() throws IOException {
    byte[] packed = packed("{\"email\":\"u0@x.y\"}\n{\"email\":\"u1@x.y\"}\n");
    for (int length = 0; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      UnreadableInputException failure =
          assertThrows(UnreadableInputException.class, () -> read(cut, 1000));
      assertEquals("The gzip data is truncated", failure.getMessage());
    }
  }

  @Test
  void damagedDataIsUnreadable() throws IOException {
    assertUnreadable("The input is not gzip", "{\"email\":\"u0@x.y\"}".getBytes());
    byte[] good = packed(lines());
    Random random = new Random(7);
    for (int i = 0; i < 100; i++) {
      byte[] bad = good.clone();
      bad[10 + random.nextInt(bad.length - 10)] ^= (byte) (1 << random.nextInt(8));
      assertThrows(UnreadableInputException.class, () -> read(bad, 1000));
    }
    byte[] wrongSum = good.clone();
    wrongSum[wrongSum.length - 8] ^= 1;
    assertUnreadable("The gzip data is damaged", wrongSum);
  }

  @Test
  void aGzipBombIsInflatedInPieces() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] zeros = new byte[1 << 20];
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < 20; i++) {
        gzip.write(zeros);
      }
      gzip.write("\n{\"email\":\"u0@x.y\"}".getBytes());
    }
    assertTrue(bytes.size() < 1 << 20);
    assertEquals(List.of("#0 longer than 65536 bytes", "u0@x.y"), read(bytes.toByteArray(), 1000));
  }

  private static void assertUnreadable(String message, byte[] input) {
    UnreadableInputException failure =
        assertThrows(UnreadableInputException.class, () -> read(input, 1000));
    assertEquals(message, failure.getMessage());
  }

  private static List<String> read(byte[] input, int piece) throws UnreadableInputException {
    List<String> lines = new ArrayList<>();
    JsonRows json = new JsonRows(JsonRows.Format.NDJSON, JsonRows.Dialect.OWN, Reading.DEFAULTS);
    GzipRows rows = new GzipRows(json);
    for (int at = 0; at < input.length; at += piece) {
      int length = Math.min(piece, input.length - at);
      rows.feed(input, at, length, row -> lines.add(Reading.line(row)));
    }
    rows.finish(row -> lines.add(Reading.line(row)));
    return lines;
  }

  private static String lines() {
    StringBuilder lines = new StringBuilder();
    emails(0, ROWS).forEach(email -> lines.append("{\"email\":\"" + email + "\"}\n"));
    return lines.toString();
  }

  private static List<String> emails(int from, int to) {
    List<String> emails = new ArrayList<>();
    for (int i = from; i < to; i++) {
      emails.add("u" + i + "@x.y");
    }
    return emails;
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
