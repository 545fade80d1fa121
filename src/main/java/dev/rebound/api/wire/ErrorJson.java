package dev.rebound.api.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rebound.api.wire.Problem.FieldError;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;

/**
 * Writes {@code errors}, in the key order of the suppression family: field, then message (contract,
 * 2.5).
 */
public final class ErrorJson {
  private ErrorJson() {}

  /** Writes {@code {"errors":[…]}}. */
  public static Buffer of(Problem problem) {
    return JsonBody.ofObject(json -> writeErrors(json, problem.errors()));
  }

  /** Writes the member {@code "errors":[…]}. */
  public static void writeErrors(JsonGenerator json, List<FieldError> errors) throws IOException {
    JsonBody.writeObjects(json, "errors", errors, ErrorJson::write);
  }

  private static void write(JsonGenerator json, FieldError error) throws IOException {
    json.writeStringField("field", error.field().orElse(null));
    json.writeStringField("message", error.message());
  }
}
