package dev.rebound.ingest.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.ingest.Reading;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.csv.CsvMapping;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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
          "^```(\\S+)\\n(.+?)^```\\nResults: ([^\\n]+)", Pattern.MULTILINE | Pattern.DOTALL);
  private static final int RUNS = 50;

  record Sample(String file, byte[] input, String results) {
    @Override
    public String toString() {
      return file;
    }

    RowReader reader(byte[] head) {
      InputFormat format =
          InputFormat.ofName(file).or(() -> InputFormat.ofContent(head)).orElseThrow();
      return format.reader(head, CsvMapping.AUTOMATIC.ofFile(file), Reading.DEFAULTS);
    }
  }

  static List<Sample> samples() throws IOException {
    String page = Files.readString(Path.of("docs/formats.md"));
    return SAMPLE.matcher(page).results().map(FormatsPageTest::sample).toList();
  }

  private static Sample sample(MatchResult found) {
    byte[] input = found.group(2).getBytes(StandardCharsets.UTF_8);
    return new Sample(found.group(1), input, found.group(3));
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

  @ParameterizedTest
  @MethodSource("samples")
  void eachRowOfASampleHasTheResultOnThePage(Sample sample) {
    Reading reading = Reading.of(sample.reader(sample.input), sample.input);
    assertNull(reading.failure());
    assertEquals(
        sample.results,
        reading.rows().stream().map(FormatsPageTest::result).collect(Collectors.joining(", ")));
  }

  /** Cuts a sample anywhere and reads it in chunks. */
  @ParameterizedTest
  @MethodSource("samples")
  void chunksMakeNoDifferenceToTheResults(Sample sample) {
    Random random = new Random(20_260_102);
    for (int run = 0; run < RUNS; run++) {
      byte[] input = Arrays.copyOf(sample.input, 1 + random.nextInt(sample.input.length));
      Reading whole = Reading.of(sample.reader(sample.input), input);
      int maxPiece = 1 + random.nextInt(input.length);
      assertEquals(
          whole,
          Reading.inPieces(sample.reader(sample.input), input, maxPiece, random),
          "run " + run);
    }
  }

  private static String result(Row row) {
    if (row instanceof Row.Event event) {
      return event.event().type().label() + " " + event.event().email().text();
    }
    return row instanceof Row.Ignored ignored ? "ignored " + ignored.kind() : "rejected";
  }
}
