package dev.rebound.ingest.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rebound.domain.RejectedRow;
import dev.rebound.ingest.IngestedRows;
import dev.rebound.ingest.Reading;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowKind;
import dev.rebound.ingest.RowReader.Column;
import dev.rebound.ingest.UnreadableInputException;
import dev.rebound.ingest.csv.CsvMapping;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectedRowsTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          ''        , '[{"email":"a@x.org","created":5}]'                       , JSON
          x.jsonl   , '{"email":"a@x.org","created":5}'                         , NDJSON
          X.NDJSON.GZ, '{"email":"a@x.org","created":5}'                        , NDJSON
          ''        , 'email,created,reason|a@x.org,5,'                         , CSV
          list.csv.zst, 'email,created,reason|a@x.org,5,'                       , CSV
          """)
  void theFormatShowsInTheNameOrTheContent(String name, String content, InputFormat format) {
    String input = content.replace('|', '\n');
    assertEquals(List.of("bounce a@x.org 5 []"), IngestedRows.by(() -> rows(name), input));
    DetectedRows rows = rows(name);
    Reading.of(rows, input.getBytes(StandardCharsets.UTF_8));
    assertEquals(Optional.of(format), rows.format());
  }

  @ParameterizedTest
  @CsvSource({
    "suppression_bounces.json, bounce a@x.org 5 []",
    "suppression_blocks.json, blocked a@x.org 5 []",
    "suppression_unsubscribes.ndjson, ignored unsubscribe"
  })
  void theNameOfAnExportSaysWhatItsObjectsAre(String name, String expected) {
    assertEquals(
        List.of(expected),
        IngestedRows.by(() -> rows(name), "{\"email\":\"a@x.org\",\"created\":5}"));
  }

  @Test
  void aListOfAddressesMayHaveATitle() {
    DetectedRows rows =
        new DetectedRows(
            Optional.empty(),
            "list.txt",
            CsvMapping.AUTOMATIC.withKind(RowKind.BLOCKED),
            Reading.DEFAULTS);
    assertEquals(
        List.of("a@x.org"), Reading.of(rows, "Bounced in May\na@x.org\n".getBytes()).lines());
  }

  @Test
  void aGivenFormatIsNotDetected() {
    DetectedRows rows =
        new DetectedRows(
            Optional.of(InputFormat.NDJSON), "x.csv", CsvMapping.AUTOMATIC, Reading.DEFAULTS);
    assertEquals(
        List.of("a@x.org"), Reading.of(rows, "{\"email\":\"a@x.org\"}".getBytes()).lines());
  }

  @Test
  void anUnknownFormatNamesTheOption() {
    DetectedRows rows = rows("");
    rows.format().ifPresent(found -> assertEquals("", found.toString()));
    UnreadableInputException fault =
        assertThrows(
            UnreadableInputException.class,
            () -> {
              rows.feed("hello\n".getBytes(), 0, 6, row -> {});
              rows.finish(row -> {});
            });
    assertEquals("The format is unknown", fault.getMessage());
    assertEquals(Optional.of("format"), fault.option());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void aRejectedRowHasTheLineAtWhichItEnds(String charset) {
    String csv =
        "\ufeffemail,reason\r\na@x.org,1\r\nnobody,2\r\n\"b@x.org\",\"3\n4\"\r\nx,\"5\n6\"";
    byte[] input = csv.getBytes(Charset.forName(charset));
    assertEquals(List.of("1 at 3", "3 at 7"), rejected(rows("list.csv"), input));
  }

  @Test
  void aRowWithinOneLineHasThatLine() {
    byte[] array = "\n[{\"email\":5},{\"email\":\n6},\n{\"email\":7}]".getBytes();
    assertEquals(List.of("0 at 2", "1 at 3", "2 at 4"), rejected(rows(""), array));
  }

  @Test
  void theColumnsOfAListAreKnownEvenIfOneIsMissing() {
    DetectedRows complete = rows("a.csv");
    Reading.of(complete, "Email Address,Error,x,bounced\n".getBytes());
    assertEquals(
        Optional.of(
            List.of(
                new Column("Email Address", List.of("email")),
                new Column("Error", List.of("reason")),
                new Column("x", List.of()),
                new Column("bounced", List.of("type")))),
        complete.columns());
    DetectedRows without = rows("a.csv");
    Reading.of(without, "Wer,Error\n".getBytes(StandardCharsets.UTF_8));
    assertEquals(
        Optional.of(List.of(new Column("Wer", List.of()), new Column("Error", List.of("reason")))),
        without.columns());
  }

  @ParameterizedTest
  @CsvSource({"'who,why|a,b', map", "'email,x|a@x.org,1', as", "a@x.org, as"})
  void anIncompleteListNamesTheOption(String content, String option) {
    UnreadableInputException fault =
        assertThrows(
            UnreadableInputException.class,
            () -> {
              DetectedRows rows = rows("a.csv");
              byte[] input = content.replace('|', '\n').getBytes(StandardCharsets.UTF_8);
              rows.feed(input, 0, input.length, row -> {});
              rows.finish(row -> {});
            });
    assertEquals(Optional.of(option), fault.option());
  }

  private static List<String> rejected(DetectedRows rows, byte[] input) {
    return Reading.of(rows, input).rows().stream()
        .flatMap(row -> row instanceof Row.Rejected bad ? Stream.of(bad.row()) : Stream.empty())
        .map(DetectedRowsTest::place)
        .toList();
  }

  private static String place(RejectedRow row) {
    return row.index() + " at " + row.line().orElse(0);
  }

  private static DetectedRows rows(String name) {
    return new DetectedRows(Optional.empty(), name, CsvMapping.AUTOMATIC, Reading.DEFAULTS);
  }
}
