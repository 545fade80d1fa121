package dev.rebound.ingest.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.ingest.Reading;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowKind;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.csv.CsvMapping;
import dev.rebound.ingest.json.JsonRows;
import dev.rebound.ingest.mail.MailRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads inputs as people have them: those of the project, and those of {@code ../shared/cases}
 * where that folder exists. {@code NAME.expected.txt} beside an input has the events that it must
 * give, one per line: {@code address | type | classification | status or created time}. A word of
 * {@code rejected} or {@code ignored} instead of a type means no event.
 */
class CasesTest {
  private static final List<Path> FOLDERS =
      List.of(Path.of("src/test/resources/dev/rebound/ingest/cases"), Path.of("../shared/cases"));
  private static final String EXPECTED = ".expected.txt";
  private static final Pattern ROW = Pattern.compile("\\s+(\\S+@\\S+)\\s*\\|\\s*(.*)");
  private static final Pattern CREATED =
      Pattern.compile("created (\\d{4}-\\S+)(?: (\\d[\\d:]+))?.*");
  private static final Pattern STATUS = Pattern.compile("\\d\\.\\d+\\.\\d+");

  static Stream<Path> cases() {
    return FOLDERS.stream().filter(Files::isDirectory).flatMap(CasesTest::files).sorted();
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.toString().endsWith(EXPECTED)).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anInputGivesTheExpectedEvents(Path file) throws IOException {
    String text = Files.readString(file.resolveSibling(baseName(file) + EXPECTED));
    Map<String, BounceEvent> events = events(file, text);
    Map<String, List<String>> expected = expected(text);
    expected.forEach((email, fields) -> assertMatches(email, fields, events.remove(email)));
    assertEquals(Map.of(), events, "more events than expected");
  }

  private static String baseName(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static Map<String, List<String>> expected(String text) {
    Map<String, List<String>> rows = new TreeMap<>();
    List<String> last = List.of();
    for (String line : text.lines().takeWhile(line -> !line.startsWith("why:")).toList()) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        List<String> fields = Arrays.stream(row.group(2).split("\\|")).map(String::trim).toList();
        last = fields.get(0).equals("the same") ? last : fields;
        rows.put(row.group(1), last);
      }
    }
    return rows;
  }

  private static void assertMatches(String email, List<String> fields, BounceEvent event) {
    if (event == null) {
      assertTrue(fields.get(0).matches(".*(rejected|ignored).*"), email + " is lost");
      return;
    }
    assertTrue(fields.get(0).contains(event.type().label()), email + " is " + event.type());
    for (String field : fields.subList(1, fields.size())) {
      Matcher created = CREATED.matcher(field);
      if (created.matches()) {
        String time = Instant.ofEpochSecond(event.occurredAt()).toString();
        String clock = created.group(2) == null ? "" : "T" + created.group(2);
        assertTrue(time.startsWith(created.group(1) + clock), email + " at " + time);
      } else if (STATUS.matcher(field).matches()) {
        assertEquals(field, event.status(), email);
      } else if (field.matches("[A-Z].*")) {
        assertTrue(field.contains(event.verdict().classification().label()), event.toString());
      }
    }
  }

  private static Map<String, BounceEvent> events(Path file, String text) throws IOException {
    byte[] input = Files.readAllBytes(file);
    Reading reading = Reading.of(reader(file, input, text), input);
    return reading.rows().stream()
        .filter(Row.Event.class::isInstance)
        .map(row -> ((Row.Event) row).event())
        .filter(event -> event.type() != BounceType.DROPPED)
        .collect(
            Collectors.toMap(event -> event.email().text(), event -> event, (first, last) -> last));
  }

  private static RowReader reader(Path file, byte[] input, String text) {
    if (text.startsWith("way: POST /rebound/v1/bounces")) {
      return new JsonRows(JsonRows.Format.JSON, JsonRows.Dialect.OWN, Reading.DEFAULTS);
    }
    if (file.toString().endsWith(".eml")) {
      return MailRows.message(Reading.DEFAULTS);
    }
    String name = file.getFileName().toString();
    CsvMapping mapping = CsvMapping.AUTOMATIC.ofFile(name);
    boolean isUntyped = text.contains("perhaps with an option");
    return InputFormat.ofName(name)
        .or(() -> InputFormat.ofContent(input))
        .orElseThrow()
        .reader(
            isUntyped ? mapping.withKind(RowKind.ofType("bounce").orElseThrow()) : mapping,
            Reading.DEFAULTS);
  }
}
