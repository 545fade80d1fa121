package dev.rebound.ingest.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.rebound.ingest.Reading;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowKind;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.UnreadableInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CsvRowsPropertyTest {
  private static final int RUNS = 1000;
  private static final List<String> PIECES =
      List.of(
          "a@x.y",
          "17",
          "550 5.1.1 gone",
          "\"",
          "\"",
          "\"\"",
          ",",
          ",",
          ",",
          ";",
          "\t",
          "\n",
          "\n",
          "\r",
          "\r\n",
          " ",
          "\ufeff",
          "\u00e9",
          "\u20ac",
          "\ud83d\ude00",
          "type",
          "complaint",
          "\"b@x.y\",17,\"x\"\n",
          "c@x.y,18,y\r\n",
          "z".repeat(300));
  private static final List<String> HEADERS =
      List.of("email,created,reason\n", "type;rcpt;dsnDiag\r\n", "email\r", "\"e mail\"\tx\n", "");

  private final Random random = new Random(20_260_711);

  @Test
  void theSizesOfTheChunksMakeNoDifference() {
    for (int run = 0; run < RUNS; run++) {
      byte[] input = (oneOf(HEADERS) + pieces(25)).getBytes(StandardCharsets.UTF_8);
      for (int hits = random.nextInt(3); hits > 1 && input.length > 0; hits--) {
        input[random.nextInt(input.length)] = (byte) random.nextInt(256);
      }
      Reading whole = Reading.of(reader(), input);
      int maxPiece = 1 + random.nextInt(1 + random.nextInt(1 + input.length));
      assertEquals(whole, Reading.inPieces(reader(), input, maxPiece, random), "run " + run);
    }
  }

  /** Here FastCSV reads the whole input at once. */
  @Test
  void recordsEndAtTheSamePlacesAsInFastCsv() {
    int compared = 0;
    for (int run = 0; run < RUNS; run++) {
      String input = "email,created,reason,a,b,c,d,e,f,g,h,i,j,k,l,m,n\n" + pieces(10);
      List<String[]> expected = library(input);
      if (!expected.isEmpty()) {
        assertEquals(texts(expected), texts(framed(input)), "run " + run + " of " + input);
        compared++;
      }
    }
    assertTrue(compared > RUNS / 10, compared + " were well-formed");
  }

  // Malformed input, such as with an unclosed quote, has no records.
  private static List<String[]> library(String input) {
    List<String[]> records = new ArrayList<>();
    if (input.chars().filter(c -> c == '"').count() % 2 != 0) {
      return records;
    }
    try {
      for (CsvRecord record : CsvReader.builder().ofCsvRecord(input)) {
        records.add(record.getFields().toArray(String[]::new));
      }
      return records;
    } catch (CsvParseException e) {
      return List.of();
    }
  }

  private static List<String[]> framed(String input) {
    List<String[]> records = new ArrayList<>();
    CsvFraming framing =
        new CsvFraming(
            header -> {
              records.add(header.names().toArray(String[]::new));
              return new CsvFraming.RecordReader() {
                @Override
                public int width() {
                  return Integer.MAX_VALUE;
                }

                @Override
                public void read(long index, String[] fields, Consumer<Row> to) {
                  records.add(fields);
                }
              };
            });
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    try {
      framing.feed(bytes, 0, bytes.length, row -> {});
      framing.finish(row -> {});
    } catch (UnreadableInputException e) {
      throw new AssertionError(e.getMessage(), e);
    }
    return records;
  }

  private static List<List<String>> texts(List<String[]> records) {
    return records.stream().map(List::of).toList();
  }

  private String pieces(int most) {
    StringBuilder text = new StringBuilder();
    for (int count = random.nextInt(most); count > 0; count--) {
      text.append(oneOf(PIECES));
    }
    return text.toString();
  }

  private String oneOf(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static RowReader reader() {
    return new CsvRows(CsvMapping.AUTOMATIC.withKind(RowKind.BOUNCE), Reading.DEFAULTS);
  }
}
