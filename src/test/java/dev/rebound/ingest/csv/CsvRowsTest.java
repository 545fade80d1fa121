package dev.rebound.ingest.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rebound.ingest.IngestedRows;
import dev.rebound.ingest.Reading;
import dev.rebound.ingest.RowKind;
import dev.rebound.ingest.RowReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {
  private static final String MARK = "\ufeff";
  private static final String A = "bounce a@x.y now []";
  private static final String B = "bounce b@x.y now []";
  private static final String NO_ADDRESS =
      "failed after 0: The header line has no address column such as email, address or recipient";

  static Stream<Arguments> records() {
    return Stream.of(
        arguments("email\na@x.y\nb@x.y\n", List.of(A, B)),
        arguments("email\na@x.y\nb@x.y", List.of(A, B)),
        arguments("email\r\na@x.y\r\nb@x.y\r\n", List.of(A, B)),
        arguments("email\ra@x.y\rb@x.y\r", List.of(A, B)),
        arguments("email\ra@x.y\nb@x.y\r\n", List.of(A, B)),
        arguments("\n\r\n\remail\n\n\r\n\ra@x.y\n\r\n\nb@x.y\n\n", List.of(A, B)),
        arguments(MARK + "email\na@x.y", List.of(A)),
        arguments(MARK + "\"email\"\n\"a@x.y\"", List.of(A)),
        arguments("email;reason\na@x.y;no, never", List.of(A + " no, never")),
        arguments("email\treason\na@x.y\tno, never; no", List.of(A + " no, never; no")),
        arguments("a;b;c,email;d\n1;2;x;4", List.of(NO_ADDRESS)),
        arguments("\"a;b;c\",email\n1,a@x.y", List.of(A)),
        arguments("E-Mail,REA_SON\nA@X.Y,Gone", List.of(A + " Gone")),
        arguments(" e mail\u00a0,x\n a@x.y ,1", List.of(A)),
        arguments("x,email,y,email\n1,a@x.y,2,b@x.y", List.of(A)));
  }

  @ParameterizedTest
  @MethodSource("records")
  void recordsAreReadByTheirColumns(String input, List<String> expected) {
    assertEquals(expected, read(input));
  }

  static Stream<Arguments> quotes() {
    return Stream.of(
        arguments("a@x.y,\"one, two\"", List.of(A + " one, two")),
        arguments("a@x.y,\"one\ntwo\r\nthree\rfour\"", List.of(A + " one\ntwo\r\nthree\rfour")),
        arguments("a@x.y,\"say \"\"no\"\"\"", List.of(A + " say \"no\"")),
        arguments("a@x.y,\"\"\n\"b@x.y\",\"\"\"\"", List.of(A, B + " \"")),
        arguments("a@x.y,it's 5\" long\nb@x.y,", List.of(A + " it's 5\" long", B)),
        arguments("a@x.y, \"no\"\nb@x.y,", List.of(A + "  \"no\"", B)),
        arguments("a@x.y,\"no\" way\nb@x.y,", List.of("#0 not valid CSV", B)),
        arguments("a@x.y,\"no\" \"way\nb@x.y,", List.of("#0 not valid CSV", B)),
        arguments("\"a\"@x.y\nb@x.y,", List.of("#0 not valid CSV", B)));
  }

  @ParameterizedTest
  @MethodSource("quotes")
  void quotesHoldWhateverIsInThem(String rows, List<String> expected) {
    assertEquals(expected, read("email,reason\n" + rows));
  }

  @Test
  void fieldsThatAreMissingAreEmptyAndOnesTooManyRejectTheRow() {
    assertEquals(
        List.of(
            A,
            "bounce b@x.y 17 []",
            "#2 more fields than the header line",
            "#3 email is required",
            A),
        read("email,created,reason\na@x.y\nb@x.y,17\na@x.y,17,,x\n,,\na@x.y,,,,\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bounces of October\n",
        "Bounces of October,,\n,,\n",
        "\"Report of 1 October, 10:00\"\n\nAccount;x\n",
        "# made by n@x.y\n"
      })
  void linesAboveTheHeaderLineAreSkipped(String title) {
    assertEquals(
        List.of(A + " gone", B + " no, never"),
        read(title + "email\treason\na@x.y\tgone\nb@x.y\tno, never\n"));
  }

  @Test
  void aTitleMayStandAboveAddresses() {
    assertEquals(List.of(A, B), read("Bounced:\na@x.y\nb@x.y\n"));
    assertEquals(
        List.of("failed after 0: The list has no header line"),
        IngestedRows.by(
            () -> new CsvRows(CsvMapping.AUTOMATIC, Reading.DEFAULTS), "Bounced:\na@x.y\n"));
  }

  @Test
  void aLineMayHaveSeveralAddresses() {
    assertEquals(List.of(A, B, A), read("a@x.y, b@x.y\na@x.y,\n"));
  }

  @Test
  void ofTwoAddressesBesideOtherValuesNoneIsTaken() {
    assertEquals(List.of(NO_ADDRESS), read("n@x.y,a@x.y,bounce\nn@x.y,b@x.y,bounce\n"));
  }

  @Test
  void barsSeparateFields() {
    assertEquals(List.of(A + "  no, never"), read(" email | reason\n a@x.y | no, never\n"));
  }

  @Test
  void aThousandColumnsAreRead() {
    String names = columns("column");
    String fields = columns("");
    assertEquals(
        List.of(A + " gone", "#1 more fields than the header line", A + " gone"),
        read(
            names
                + ",email,reason\n"
                + fields
                + ",a@x.y,gone\n"
                + fields
                + ",a@x.y,gone,1\n"
                + fields
                + ",a@x.y,gone"));
  }

  @Test
  void aRowOfTwentyThousandFieldsIsRejected() {
    assertEquals(
        List.of("#0 not valid CSV", A), read("email,x\n" + ",".repeat(20_000) + "\na@x.y"));
  }

  @Test
  void aRecordThatIsNotUtf8IsReadAsWindows1252() {
    byte[] input = "email,reason\na@x.y,größer\nb@x.y,\n".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(List.of(A + " größer", B), IngestedRows.by(CsvRowsTest::reader, input));
    assertEquals(List.of(A + " größer", B), read("email,reason\na@x.y,größer\nb@x.y,"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void utf16WithItsMarkIsRead(String charset) {
    byte[] input = (MARK + "email,reason\na@x.y,größer 𝄞\n").getBytes(Charset.forName(charset));
    assertEquals(List.of(A + " größer 𝄞"), IngestedRows.by(CsvRowsTest::reader, input));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sep=;\n", "SEP=;\r\n", "\"sep=;\"\n", MARK + "sep=;\n"})
  void aLineMayNameTheSeparator(String line) {
    assertEquals(List.of(A + " b,c,d"), read(line + "email;reason\na@x.y;b,c,d\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@x.y\nb@x.y",
        "1,a@x.y\n2,b@x.y\n",
        "Ann;<a@x.y>\n;b@x.y",
        MARK + "a@x.y\rb@x.y"
      })
  void aListWithoutAHeaderLineIsReadForItsAddresses(String input) {
    assertEquals(List.of(A, B), read(input));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", MARK, "\n\r\n\r"})
  void anInputWithoutAHeaderLineCannotBeRead(String input) {
    assertEquals(List.of("failed after 0: There is no header line"), read(input));
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "email\n", MARK + "email,created\r\n\r\n"})
  void aHeaderLineAloneIsAnEmptyList(String input) {
    assertEquals(List.of(), read(input));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id,name\n1,a@x.y", "type,address_id\nbounce,1", ",,\n"})
  void aHeaderLineWithoutAnAddressColumnIsUnreadable(String input) {
    assertEquals(List.of(NO_ADDRESS), read(input));
  }

  @Test
  void aBrokenHeaderLineCannotBeRead() {
    assertEquals(
        List.of("failed after 0: The header line is not valid CSV"), read("\"email\"x\na@x.y"));
  }

  @Test
  void aQuoteThatIsNeverClosedFailsAtTheEndAfterTheGoodRows() {
    String fault = "A quoted field is never closed: it holds all of the input after it";
    assertEquals(
        List.of(A, "failed after 1: " + fault), read("email,reason\na@x.y,\nb@x.y,\"\na@x.y,\n"));
    assertEquals(
        List.of(A, "#1 longer than 65536 bytes", "failed after 2: " + fault),
        read("email,reason\na@x.y,\nb@x.y,\"" + "a@x.y,\n".repeat(20_000)));
    assertEquals(List.of("failed after 0: " + fault), read("\"email\na@x.y"));
  }

  @Test
  void aRangeOutsideOfTheChunkIsABug() {
    RowReader reader = reader();
    assertThrows(IndexOutOfBoundsException.class, () -> reader.feed(new byte[3], 2, 2, row -> {}));
  }

  private static String columns(String name) {
    return IntStream.range(0, 998).mapToObj(i -> name + i).collect(Collectors.joining(","));
  }

  private static List<String> read(String input) {
    return IngestedRows.by(CsvRowsTest::reader, input);
  }

  private static RowReader reader() {
    return new CsvRows(CsvMapping.AUTOMATIC.withKind(RowKind.BOUNCE), Reading.DEFAULTS);
  }
}
