package dev.rebound.http.write;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rebound.bounce.Bounce;
import java.io.IOException;
import java.util.List;

/** A bare array of bounces, keys in alphabetical order (contract, 3.1.1). */
final class BounceJson {
  private BounceJson() {}

  static void write(JsonGenerator json, List<Bounce> bounces) throws IOException {
    json.writeStartArray();
    for (Bounce bounce : bounces) {
      json.writeStartObject();
      json.writeNumberField("created", bounce.created());
      json.writeStringField("email", bounce.email());
      json.writeStringField("reason", bounce.reason());
      json.writeStringField("status", bounce.status());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
