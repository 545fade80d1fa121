package dev.rebound.api.rebound;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rebound.api.wire.JsonBody;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.format.InputFormat;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the report of an import shows besides the counts of its rows.
 *
 * @param format empty when it is unknown
 * @param columns of CSV; empty for other formats
 * @param rows the number of all rows
 * @param compared the events that a preview has compared with the list; empty without a preview
 */
record ImportDetail(
    Optional<InputFormat> format,
    Optional<List<RowReader.Column>> columns,
    long rows,
    OptionalLong compared) {

  /** Writes the members of an object. */
  void write(JsonGenerator json) throws IOException {
    json.writeStringField(
        "format", format.map(found -> found.name().toLowerCase(Locale.ROOT)).orElse(null));
    if (columns.isPresent()) {
      JsonBody.writeObjects(json, "columns", columns.get(), ImportDetail::write);
    }
    json.writeNumberField("rows", rows);
    if (compared.isPresent()) {
      json.writeNumberField("compared", compared.getAsLong());
    }
  }

  private static void write(JsonGenerator json, RowReader.Column column) throws IOException {
    json.writeStringField("name", column.name());
    json.writeArrayFieldStart("fields");
    for (String field : column.fields()) {
      json.writeString(field);
    }
    json.writeEndArray();
  }
}
