package dev.rebound.http.write;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.rebound.bounce.Bounce;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A bare array of bounces, keys in alphabetical order (contract, 3.1.1). */
final class BounceJson {
  private static final SerializableString CREATED = new SerializedString("created");
  private static final SerializableString EMAIL = new SerializedString("email");
  private static final SerializableString REASON = new SerializedString("reason");
  private static final SerializableString STATUS = new SerializedString("status");
  // Most rows are shorter.
  private static final int ROW_BYTES = 256;

  private BounceJson() {}

  static Buffer of(List<Bounce> bounces) {
    return JsonBody.ofBytes(ROW_BYTES * (bounces.size() + 1), json -> write(json, bounces));
  }

  private static void write(JsonGenerator json, List<Bounce> bounces) throws IOException {
    json.writeStartArray();
    for (Bounce bounce : bounces) {
      json.writeStartObject();
      json.writeFieldName(CREATED);
      json.writeNumber(bounce.created());
      write(json, EMAIL, bounce.email());
      write(json, REASON, bounce.reason());
      write(json, STATUS, bounce.status());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, SerializableString name, String value)
      throws IOException {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    json.writeFieldName(name);
    json.writeUTF8String(bytes, 0, bytes.length);
  }
}
