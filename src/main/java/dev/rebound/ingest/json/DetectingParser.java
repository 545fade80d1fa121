package dev.rebound.ingest.json;

import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowParser;
import dev.rebound.ingest.json.JsonRows.Dialect;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Parses all rows in the dialect of the first row that has a field of one. */
final class DetectingParser implements RowParser {
  private static final String EVENT = "event";
  private static final String RECIPIENT = "recipient";
  private static final String EMAIL = "email";

  private final RowDefaults defaults;
  private Optional<RowParser> detected = Optional.empty();

  DetectingParser(RowDefaults defaults) {
    this.defaults = defaults;
  }

  @Override
  public void parse(long index, byte[] bytes, int length, Consumer<Row> rows) {
    if (detected.isEmpty()) {
      detected = dialect(bytes, length).map(dialect -> dialect.parser(defaults));
    }
    detected.orElseGet(() -> Dialect.OWN.parser(defaults)).parse(index, bytes, length, rows);
  }

  private static Optional<Dialect> dialect(byte[] bytes, int length) {
    try {
      return JsonDecoder.decode(bytes, length, Set.of(EVENT, RECIPIENT, EMAIL))
          .flatMap(DetectingParser::dialect);
    } catch (IOException e) {
      // The own dialect's parser rejects the row; the next row may show the dialect.
      return Optional.empty();
    }
  }

  private static Optional<Dialect> dialect(Map<String, Object> values) {
    if (values.get(EVENT) != null) {
      return Optional.of(Dialect.SENDGRID_EVENTS);
    }
    if (values.get(RECIPIENT) != null) {
      return Optional.of(Dialect.KUMOMTA);
    }
    return values.get(EMAIL) != null ? Optional.of(Dialect.OWN) : Optional.empty();
  }
}
