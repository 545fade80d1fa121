package dev.rebound.ingest.json;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.JsonFields;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowBuffer.RowParser;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.json.JsonRows.Dialect;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Parses rows, each a JSON object. Detects their dialect by the first row with a field of one. */
final class JsonRowParser implements RowParser {
  private static final String EVENT = "event";
  private static final String RECIPIENT = "recipient";
  private static final String EMAIL = "email";

  private final RowDefaults defaults;
  private Dialect dialect;

  JsonRowParser(Dialect dialect, RowDefaults defaults) {
    this.dialect = dialect;
    this.defaults = defaults;
  }

  @Override
  public void parse(long index, byte[] bytes, int length, Consumer<Row> rows) {
    try {
      if (dialect == Dialect.ANY) {
        dialect = detect(bytes, length);
      }
      JsonDecoder.decode(bytes, length, dialect.names)
          .ifPresentOrElse(
              values -> dialect.reader.read(index, new JsonFields(values), defaults, rows),
              () -> rows.accept(Row.rejected(index, "must be an object")));
    } catch (FieldException e) {
      rows.accept(e.rejected(index));
    } catch (CharacterCodingException e) {
      rows.accept(Row.rejected(index, "not valid UTF-8"));
    } catch (StreamConstraintsException e) {
      String message = "nested deeper than " + JsonDecoder.MAX_DEPTH + " levels";
      rows.accept(Row.rejected(index, message));
    } catch (IOException e) {
      rows.accept(Row.rejected(index, "not valid JSON"));
    }
  }

  private static Dialect detect(byte[] bytes, int length) throws IOException {
    Map<String, Object> values =
        JsonDecoder.decode(bytes, length, Set.of(EVENT, RECIPIENT, EMAIL)).orElse(Map.of());
    if (values.get(EVENT) != null) {
      return Dialect.SENDGRID_EVENTS;
    }
    if (values.get(RECIPIENT) != null) {
      return Dialect.KUMOMTA;
    }
    return values.get(EMAIL) != null ? Dialect.OWN : Dialect.ANY;
  }
}
