package dev.rebound.ingest.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rebound.ingest.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** In the inputs, {@code A} and {@code B} stand for valid objects. */
class JsonRowsTest {
  private static final String A = "{\"email\":\"a@x.y\"}";
  private static final String B = "{\"email\":\"b@x.y\",\"reason\":\"}],[{\\\"\\\\\"}";
  private static final String MARK = "\ufeff";
  private static final String NOT_OPEN = "The input is neither a JSON object nor an array of them";
  private static final String TEXT_AFTER = "There is text after the end of the JSON";
  private static final String NO_COMMA = "There is no comma between two elements of the array";
  private static final String COMMA = "There is a comma too many in the array";

  static Stream<Arguments> readableJson() {
    return Stream.of(
        arguments("[]", List.of()),
        arguments(" \r\n[\t] \n", List.of()),
        arguments("A", List.of("a@x.y")),
        arguments(MARK + " \n A\r\n\n ", List.of("a@x.y")),
        arguments("{\n \"email\":\n \"a@x.y\"\n}\n", List.of("a@x.y")),
        arguments("{not json}", List.of("#0 not valid JSON")),
        arguments("[A]", List.of("a@x.y")),
        arguments(MARK + "[A,B]", List.of("a@x.y", "b@x.y")),
        arguments(" [ A\n,\r\n\tB ]\n", List.of("a@x.y", "b@x.y")),
        arguments(
            "[1,\"x\",null,B]",
            List.of(
                "#0 must be an object", "#1 must be an object", "#2 must be an object", "b@x.y")),
        arguments(
            "[[A,[B]],\"]\\\"\",-1.5e3 ,A]",
            List.of(
                "#0 must be an object", "#1 must be an object", "#2 must be an object", "a@x.y")),
        arguments("[{},A]", List.of("#0 email is required", "a@x.y")),
        arguments("[{\"x\":[1},A]", List.of("#0 not valid JSON", "a@x.y")),
        arguments("[{\"x\":1]]},A]", List.of("#0 not valid JSON", "a@x.y")),
        arguments("[{'x':tru, \"\\q\"},A]", List.of("#0 not valid JSON", "a@x.y")),
        arguments("[nul,1},:,A]", three("not valid JSON", "a@x.y")));
  }

  @ParameterizedTest
  @MethodSource("readableJson")
  void jsonIsReadRowByRow(String input, List<String> expected) {
    assertReads(JsonRows.Format.JSON, input, expected);
  }

  static Stream<Arguments> unreadableJson() {
    return Stream.of(
        arguments("", 0, "Request body is not valid json"),
        arguments(" \r\n\t", 0, "Request body is not valid json"),
        arguments(MARK, 0, "Request body is not valid json"),
        arguments(MARK + MARK + "[]", 0, NOT_OPEN),
        arguments("\u00ef[]", 0, NOT_OPEN),
        arguments("null", 0, NOT_OPEN),
        arguments("\"A\"", 0, NOT_OPEN),
        arguments("a@x.y", 0, NOT_OPEN),
        arguments("]", 0, NOT_OPEN),
        arguments("{", 0, "The JSON object is not closed"),
        arguments("{\"email\":\"a@x.y\n}\n", 0, "The JSON object is not closed"),
        arguments("[", 0, "The array is not closed"),
        arguments("[A", 1, "The array is not closed"),
        arguments("[A,", 1, "The array is not closed"),
        arguments("[A,1", 1, "The array is not closed"),
        arguments("[A,{\"x\":1]", 1, "The array is not closed"),
        arguments("[A,\"x]", 1, "The array is not closed"),
        arguments("[,A]", 0, COMMA),
        arguments("[A,]", 1, COMMA),
        arguments("[A,,B]", 1, COMMA),
        arguments("[A B]", 1, NO_COMMA),
        arguments("[AB]", 1, NO_COMMA),
        arguments("[1 2]", 1, NO_COMMA),
        arguments("[1\"x\"]", 1, NO_COMMA),
        arguments("[A}]", 1, NO_COMMA),
        arguments("[]]", 0, TEXT_AFTER),
        arguments("[A]\nB\n", 1, TEXT_AFTER),
        arguments("[A],", 1, TEXT_AFTER),
        arguments("A,B", 1, TEXT_AFTER),
        arguments("A B\n", 1, TEXT_AFTER),
        arguments("A\u0000", 1, TEXT_AFTER));
  }

  @ParameterizedTest
  @MethodSource("unreadableJson")
  void jsonWithUnclearRowEndsFailsAfterTheRowsBefore(String input, int index, String message) {
    List<String> expected = new ArrayList<>();
    if (index == 1) {
      expected.add(input.startsWith("[1") ? "#0 must be an object" : "a@x.y");
    }
    expected.add("failed after " + index + ": " + message);
    assertReads(JsonRows.Format.JSON, input, expected);
  }

  static Stream<Arguments> linesThatAreCalledJson() {
    return Stream.of(
        arguments("A\nB", List.of("a@x.y", "b@x.y")),
        arguments("\n A \r\n\r\n B\r\n", List.of("a@x.y", "b@x.y")),
        arguments(MARK + "A\n{\nB", List.of("a@x.y", "#1 not valid JSON", "b@x.y")),
        arguments(
            "{\"x\"}\n[]\nB\n", List.of("#0 not valid JSON", "#1 must be an object", "b@x.y")),
        arguments("A\n]", List.of("a@x.y", "#1 not valid JSON")),
        // An object of several lines is not NDJSON.
        arguments("{\"email\":\n\"a@x.y\"}\nB", List.of("a@x.y", "failed after 1: " + TEXT_AFTER)));
  }

  @ParameterizedTest
  @MethodSource("linesThatAreCalledJson")
  void ndjsonSentAsJsonIsRead(String input, List<String> expected) {
    assertReads(JsonRows.Format.JSON, input, expected);
  }

  static Stream<Arguments> lines() {
    return Stream.of(
        arguments("", List.of()),
        arguments(MARK, List.of()),
        arguments("\n\r\n \t \n", List.of()),
        arguments("A", List.of("a@x.y")),
        arguments("A\r", List.of("a@x.y")),
        arguments(MARK + "A\n\n  \r\nB\r\n", List.of("a@x.y", "b@x.y")),
        arguments("{\r\nA\n", List.of("#0 not valid JSON", "a@x.y")),
        arguments("A\rB\nA", List.of("#0 not valid JSON", "a@x.y")),
        arguments("A\r\rB\r\r\nA", List.of("#0 not valid JSON", "a@x.y")),
        arguments("[]\nB", List.of("#0 must be an object", "b@x.y")),
        arguments("A\n" + MARK + "B", List.of("a@x.y", "#1 not valid JSON")),
        arguments("nul\n{]\nA B\nA", three("not valid JSON", "a@x.y")));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void ndjsonIsReadLineByLine(String input, List<String> expected) {
    assertReads(JsonRows.Format.NDJSON, input, expected);
  }

  @Test
  void brokenUtf8RejectsItsOwnRowOnly() {
    byte[] lines = (A + "\n{\"x\":\"?\"}\n" + A).getBytes(StandardCharsets.US_ASCII);
    byte[] array = ("[" + A + ",{\"x\":\"?\"}," + A + "]").getBytes(StandardCharsets.US_ASCII);
    List<String> expected = List.of("a@x.y", "#1 not valid UTF-8", "a@x.y");
    assertEquals(expected, Reading.of(JsonRows.Format.NDJSON, withoutQuestion(lines)).lines());
    assertEquals(expected, Reading.of(JsonRows.Format.JSON, withoutQuestion(array)).lines());
  }

  @Test
  void halfAMarkIsBrokenUtf8() {
    byte[] half = {(byte) 0xEF, (byte) 0xBB};
    assertEquals(List.of("#0 not valid UTF-8"), Reading.of(JsonRows.Format.NDJSON, half).lines());
    assertEquals(
        List.of("failed after 0: " + NOT_OPEN), Reading.of(JsonRows.Format.JSON, half).lines());
  }

  @Test
  void aRangeOutsideOfTheChunkIsABug() {
    JsonRows reader = new JsonRows(JsonRows.Format.JSON, JsonRows.Dialect.OWN, Reading.DEFAULTS);
    assertThrows(IndexOutOfBoundsException.class, () -> reader.feed(new byte[3], 2, 2, row -> {}));
  }

  private static List<String> three(String message, String last) {
    return List.of("#0 " + message, "#1 " + message, "#2 " + message, last);
  }

  // The first byte of a two-byte character, before the quote.
  private static byte[] withoutQuestion(byte[] input) {
    for (int i = 0; i < input.length; i++) {
      input[i] = input[i] == '?' ? (byte) 0xC3 : input[i];
    }
    return input;
  }

  private static void assertReads(JsonRows.Format format, String template, List<String> expected) {
    String input = template.replace("A", A).replace("B", B);
    assertEquals(expected, Reading.of(format, input).lines());
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    assertEquals(expected, Reading.inPieces(format, bytes, 1, new Random(1)).lines());
  }
}
