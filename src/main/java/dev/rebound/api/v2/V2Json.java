package dev.rebound.api.v2;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rebound.api.wire.Problem;
import dev.rebound.domain.Bounce;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;

/** Writes v2's JSON: keys in the recorded order, a blank behind separators (contract, 4.1, 4.2). */
final class V2Json implements V2Body {
  private final V2Format.Options options;
  private final V2Format.Times times;
  private boolean isFirst = true;

  V2Json(V2Format.Options options, V2Format.Times times) {
    this.options = options;
    this.times = times;
  }

  @Override
  public String contentType() {
    return options.jsonContentType();
  }

  @Override
  public Buffer start(List<Bounce> bounces, boolean isLast) {
    return Buffer.buffer("[").appendBuffer(goOn(bounces, isLast));
  }

  @Override
  public Buffer goOn(List<Bounce> bounces, boolean isLast) {
    Buffer rows = Buffer.buffer();
    for (Bounce bounce : bounces) {
      rows.appendString(isFirst ? "" : ", ");
      isFirst = false;
      rows.appendBuffer(PythonJson.of(json -> write(json, bounce)));
    }
    return isLast ? rows.appendString("]") : rows;
  }

  private void write(JsonGenerator json, Bounce bounce) throws IOException {
    json.writeStartObject();
    json.writeStringField("status", bounce.status());
    if (times.isAsked()) {
      json.writeStringField("created", times.text(bounce.created()));
    }
    json.writeStringField("reason", bounce.reason());
    json.writeStringField("email", bounce.email());
    json.writeEndObject();
  }

  @Override
  public Buffer message(String text) {
    return object("message", text);
  }

  @Override
  public Buffer count(long count) {
    return options.integerCount()
        ? Buffer.buffer("{\"count\": " + count + "}")
        : object("count", Long.toString(count));
  }

  @Override
  public Buffer problem(Problem problem) {
    List<String> texts = V2Body.texts(problem);
    if (texts.size() == 1) {
      return object("error", texts.get(0));
    }
    return PythonJson.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("message", "error");
          json.writeFieldName("errors");
          json.writeArray(texts.toArray(String[]::new), 0, texts.size());
          json.writeEndObject();
        });
  }

  private static Buffer object(String name, String text) {
    return PythonJson.of(
        json -> {
          json.writeStartObject();
          json.writeStringField(name, text);
          json.writeEndObject();
        });
  }
}
