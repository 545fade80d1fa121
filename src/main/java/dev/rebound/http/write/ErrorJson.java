package dev.rebound.http.write;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rebound.http.read.FieldError;
import java.io.IOException;

/**
 * An entry of {@code errors}, in the key order of the suppression family: field, then message
 * (contract, 2.5).
 */
final class ErrorJson {
  private ErrorJson() {}

  static void write(JsonGenerator json, FieldError error) throws IOException {
    json.writeStartObject();
    json.writeStringField("field", error.field());
    json.writeStringField("message", error.message());
    json.writeEndObject();
  }
}
