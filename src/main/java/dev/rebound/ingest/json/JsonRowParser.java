package dev.rebound.ingest.json;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.JsonFields;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Parses rows of one dialect, each a JSON object.
 *
 * @param names the fields that the dialect reads; all others are ignored
 */
record JsonRowParser(Set<String> names, ObjectReader reader, RowDefaults defaults)
    implements RowParser {

  /** Reads one object. */
  interface ObjectReader {
    /**
     * Passes on the object's rows: mostly one.
     *
     * @throws FieldException when the object is rejected
     */
    void read(long index, JsonFields fields, RowDefaults defaults, Consumer<Row> rows);
  }

  @Override
  public void parse(long index, byte[] bytes, int length, Consumer<Row> rows) {
    try {
      JsonDecoder.decode(bytes, length, names)
          .ifPresentOrElse(
              values -> reader.read(index, new JsonFields(values), defaults, rows),
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
}
