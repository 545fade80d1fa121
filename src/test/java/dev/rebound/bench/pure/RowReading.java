package dev.rebound.bench.pure;

import dev.rebound.classify.Classifier;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.UnreadableInputException;
import dev.rebound.ingest.json.JsonRows;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From a line of NDJSON to an event with its class, in the midst of an input. */
@State(Scope.Benchmark)
public class RowReading {
  private static final RowDefaults DEFAULTS =
      new RowDefaults(() -> 1_700_000_000, Classifier.standard());

  @Param Reply reply;

  private final RowReader reader =
      new JsonRows(JsonRows.Format.NDJSON, JsonRows.Dialect.OWN, DEFAULTS);
  private byte[] line;
  private Row last;

  @Setup
  public void writeLine() {
    line =
        "{\"email\":\"mary.smith@gmail.com\",\"created\":1690000000,\"reason\":\"%s\",\"status\":\"%s\"}\n"
            .formatted(reply.reason().replace("\"", "\\\""), reply.status())
            .getBytes(StandardCharsets.UTF_8);
  }

  @Benchmark
  public Row read() throws UnreadableInputException {
    reader.feed(line, 0, line.length, row -> last = row);
    return last;
  }
}
