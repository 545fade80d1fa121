package dev.rebound.api.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rebound.api.wire.Problem.FieldError;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * Writes {@code errors}, in the key order of the suppression family: field, then message (contract,
 * 2.5).
 */
public final class ErrorJson {
  private ErrorJson() {}

  /** Writes {@code {"errors":[…]}}. */
  public static Buffer of(Problem problem) {
    return JsonBody.of(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("errors");
          for (FieldError error : problem.errors()) {
            write(json, error);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  public static void write(JsonGenerator json, FieldError error) throws IOException {
    json.writeStartObject();
    json.writeStringField("field", error.field().orElse(null));
    json.writeStringField("message", error.message());
    json.writeEndObject();
  }
}
