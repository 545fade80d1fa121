package dev.rebound.ingest.json;

import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowParser;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Takes the dialect of the first row that has one for that of all rows. */
final class FirstRowParser implements RowParser {
  private static final String EVENT = "event";
  private static final String RECIPIENT = "recipient";
  private static final String EMAIL = "email";

  private final RowDefaults defaults;
  private RowParser chosen;

  FirstRowParser(RowDefaults defaults) {
    this.defaults = defaults;
  }

  @Override
  public void read(long index, byte[] bytes, int length, Consumer<Row> rows) {
    if (chosen == null) {
      chosen = dialect(bytes, length).map(dialect -> dialect.parser(defaults)).orElse(null);
    }
    RowParser parser = chosen == null ? JsonRows.Dialect.OWN.parser(defaults) : chosen;
    parser.read(index, bytes, length, rows);
  }

  private static Optional<JsonRows.Dialect> dialect(byte[] bytes, int length) {
    try {
      return JsonObject.read(bytes, length, Set.of(EVENT, RECIPIENT, EMAIL))
          .flatMap(FirstRowParser::dialect);
    } catch (IOException e) {
      // The row is rejected by whoever reads it; the next one may show the dialect.
      return Optional.empty();
    }
  }

  private static Optional<JsonRows.Dialect> dialect(Map<String, JsonObject.Value> members) {
    if (members.containsKey(EVENT)) {
      return Optional.of(JsonRows.Dialect.SENDGRID_EVENTS);
    }
    if (members.containsKey(RECIPIENT)) {
      return Optional.of(JsonRows.Dialect.KUMOMTA);
    }
    return members.containsKey(EMAIL) ? Optional.of(JsonRows.Dialect.OWN) : Optional.empty();
  }
}
