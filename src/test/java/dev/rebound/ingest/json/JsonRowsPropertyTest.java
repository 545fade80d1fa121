package dev.rebound.ingest.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.ingest.Reading;
import dev.rebound.ingest.Row;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonRowsPropertyTest {
  private static final int RUNS = 400;

  // Elements with balanced brackets and quotes, without line breaks.
  private static final List<String> ELEMENTS =
      List.of(
          "{\"email\":\"a@x.y\"}",
          "{\"email\":\"b@x.y\",\"reason\":\"\u00e9\u20ac\ud83d\ude00 \\\"]},[{\\\\\"}",
          "{\"email\":\"c@x.y\",\"created\":17,\"x\":{\"y\":[{},[1,{\"z\":\"\\u007d\"}]]}}",
          "{\"email\":\"d@x.y\",\"x\":\"" + "0123456789".repeat(30) + "\"}",
          "{\"email\":\"e@x.y\",\"x\":\"" + "\u20ac".repeat(22_000) + "\"}",
          "{\"email\":17}",
          "{\"x\":[1,}",
          "{\"x\":\"\\q\"}",
          "{}",
          "[[],[{}]]",
          "\"]\\\\\"",
          "null",
          "nul",
          "-1.5e7");
  private static final List<String> BREAKERS =
      List.of("", "\ufeff", "[", "]", "{", "}", ",", "\"", "\\", "\n", "\r", "x", "\u00e9");
  private static final List<String> BLANKS = List.of("", "", " ", "\t", "\r\n", "\n \n");

  private final Random random = new Random(20_231_114);

  @Test
  void theSizesOfTheChunksMakeNoDifference() {
    for (int run = 0; run < RUNS; run++) {
      byte[] input = damaged(random.nextBoolean() ? array(elements()) : lines(elements()));
      for (JsonRows.Format format : JsonRows.Format.values()) {
        Reading whole = Reading.of(format, input);
        int maxPiece = 1 + random.nextInt(1 + random.nextInt(1 + input.length));
        assertEquals(whole, Reading.inPieces(format, input, maxPiece, random), "run " + run);
      }
    }
  }

  @Test
  void aRowIsReadAsIfItWereAlone() {
    for (int run = 0; run < RUNS; run++) {
      List<String> elements = elements();
      Reading expected = new Reading(alone(elements), null, -1);
      assertEquals(
          expected, Reading.of(JsonRows.Format.JSON, array(elements)), () -> "run of " + elements);
      assertEquals(
          expected,
          Reading.of(JsonRows.Format.NDJSON, lines(elements)),
          () -> "run of " + elements);
    }
  }

  @Test
  void invalidUtf8IsDetectedLikeInTheJdk() {
    byte[] parts = {'a', (byte) 0x80, (byte) 0x9F, (byte) 0xA0, (byte) 0xBF, (byte) 0xC0};
    byte[] leads = {(byte) 0xC2, (byte) 0xE0, (byte) 0xED, (byte) 0xEF, (byte) 0xF0, (byte) 0xF4};
    for (int run = 0; run < 20 * RUNS; run++) {
      ByteArrayOutputStream row = new ByteArrayOutputStream();
      row.writeBytes("{\"email\":\"a@x.y\",\"reason\":\"".getBytes(StandardCharsets.UTF_8));
      row.write(leads[random.nextInt(leads.length)]);
      for (int i = random.nextInt(4); i >= 0; i--) {
        row.write(parts[random.nextInt(parts.length)]);
      }
      row.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
      byte[] bytes = row.toByteArray();
      String lenient = new String(bytes, StandardCharsets.UTF_8);
      boolean isUtf8 = Arrays.equals(bytes, lenient.getBytes(StandardCharsets.UTF_8));
      assertEquals(
          List.of(isUtf8 ? "a@x.y" : "#0 not valid UTF-8"),
          Reading.of(JsonRows.Format.NDJSON, bytes).lines());
    }
  }

  private List<String> elements() {
    List<String> elements = new ArrayList<>();
    for (int count = random.nextInt(6); count > 0; count--) {
      elements.add(oneOf(ELEMENTS));
    }
    return elements;
  }

  private static List<Row> alone(List<String> elements) {
    List<Row> rows = new ArrayList<>();
    for (String element : elements) {
      byte[] bytes = element.getBytes(StandardCharsets.UTF_8);
      rows.add(
          bytes.length > JsonRows.MAX_ROW_BYTES
              ? Row.rejected(rows.size(), "longer than 65536 bytes")
              : ParsedRow.of(JsonRows.Dialect.OWN, rows.size(), bytes));
    }
    return rows;
  }

  private byte[] array(List<String> elements) {
    StringBuilder text = new StringBuilder(oneOf(BLANKS)).append('[').append(oneOf(BLANKS));
    for (int i = 0; i < elements.size(); i++) {
      text.append(i == 0 ? "" : ",").append(oneOf(BLANKS));
      text.append(elements.get(i)).append(oneOf(BLANKS));
    }
    return text.append(']').append(oneOf(BLANKS)).toString().getBytes(StandardCharsets.UTF_8);
  }

  private byte[] lines(List<String> elements) {
    StringBuilder text = new StringBuilder();
    for (String element : elements) {
      text.append(oneOf(BLANKS)).append(element).append(random.nextBoolean() ? "\n" : "\r\n");
    }
    return text.append(oneOf(BLANKS)).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Inserts or removes a piece, or leaves the input unchanged. */
  private byte[] damaged(byte[] input) {
    int from = random.nextInt(input.length + 1);
    int to = random.nextInt(3) == 0 ? Math.min(input.length, from + random.nextInt(20)) : from;
    ByteArrayOutputStream damaged = new ByteArrayOutputStream();
    damaged.writeBytes(oneOf(BREAKERS.subList(0, 2)).getBytes(StandardCharsets.UTF_8));
    damaged.write(input, 0, from);
    damaged.writeBytes(oneOf(BREAKERS).getBytes(StandardCharsets.UTF_8));
    damaged.write(input, to, input.length - to);
    return damaged.toByteArray();
  }

  private String oneOf(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
