package dev.rebound.ingest.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.ingest.Reading;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowKind;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.csv.CsvMapping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Imports the samples of {@code docs/formats.md}. */
class FormatsPageTest {
  private static final Pattern SAMPLE =
      Pattern.compile(
          "^```(\\S+)(?: --as (\\S+))?\\n(.+?)^```\\nResults: ([^\\n]+)",
          Pattern.MULTILINE | Pattern.DOTALL);
  private static final int RUNS = 8;

  record Sample(String file, String kind, String text, String results) {
    @Override
    public String toString() {
      return file;
    }

    InputFormat format() {
      return InputFormat.ofName(file).or(() -> InputFormat.ofContent(bytes())).orElseThrow();
    }

    RowReader reader() {
      CsvMapping mapping = CsvMapping.AUTOMATIC.ofFile(file);
      return format()
          .reader(RowKind.of(kind).map(mapping::withKind).orElse(mapping), Reading.DEFAULTS);
    }

    byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  static List<Sample> samples() throws IOException {
    String page = Files.readString(Path.of("docs/formats.md"));
    return SAMPLE.matcher(page).results().map(FormatsPageTest::sample).toList();
  }

  private static Sample sample(MatchResult found) {
    String kind = found.group(2) == null ? "" : found.group(2);
    return new Sample(found.group(1), kind, found.group(3), found.group(4));
  }

  @Test
  void everyCodeBlockOfThePageIsASample() throws IOException {
    long fences =
        Files.readAllLines(Path.of("docs/formats.md")).stream()
            .filter(line -> line.startsWith("```"))
            .count();
    assertTrue(fences > 0);
    assertEquals(fences, 2 * samples().size());
  }

  @Test
  void everyFormatHasASample() throws IOException {
    Set<InputFormat> formats =
        samples().stream().map(Sample::format).collect(Collectors.toUnmodifiableSet());
    assertEquals(EnumSet.allOf(InputFormat.class), formats);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void eachRowOfASampleHasTheResultOnThePage(Sample sample) {
    Reading reading = Reading.of(sample.reader(), sample.bytes());
    assertNull(reading.failure());
    assertEquals(
        sample.results,
        reading.rows().stream().map(FormatsPageTest::result).collect(Collectors.joining(", ")));
  }

  /** Cuts a sample anywhere: each row counts once, and chunks make no difference. */
  @ParameterizedTest
  @MethodSource("samples")
  void eachRowCountsOnceWhereverASampleIsCut(Sample sample) {
    Random random = new Random(20_260_102);
    for (int run = 0; run < RUNS; run++) {
      int length = run == 0 ? sample.text.length() : 1 + random.nextInt(sample.text.length());
      byte[] input = Arrays.copyOf(sample.bytes(), length);
      Reading whole = Reading.of(sample.reader(), input);
      assertEquals(
          SampleRows.count(sample, length, whole.failure() != null),
          whole.rows().size(),
          "cut at " + length);
      int maxPiece = 1 + random.nextInt(length);
      assertEquals(
          whole, Reading.inPieces(sample.reader(), input, maxPiece, random), "cut at " + length);
    }
  }

  private static String result(Row row) {
    if (row instanceof Row.Event event) {
      return event.event().type().label() + " " + event.event().email().text();
    }
    return row instanceof Row.Ignored ignored ? "ignored " + ignored.kind() : "rejected";
  }
}
