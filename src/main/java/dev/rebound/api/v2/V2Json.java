package dev.rebound.api.v2;

import dev.rebound.api.wire.Problem;
import dev.rebound.domain.Bounce;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The legacy API's JSON: keys in the recorded order, separators with a blank (contract, 4.1 and
 * 4.2).
 */
public final class V2Json implements V2Body {
  private final String contentType;
  private final boolean integerCount;
  private final V2Times times;
  private boolean isFirst = true;

  public V2Json(String contentType, boolean integerCount, V2Times times) {
    this.contentType = contentType;
    this.integerCount = integerCount;
    this.times = times;
  }

  @Override
  public String contentType() {
    return contentType;
  }

  @Override
  public Buffer start(List<Bounce> bounces, boolean isLast) {
    return Buffer.buffer("[").appendBuffer(goOn(bounces, isLast));
  }

  @Override
  public Buffer goOn(List<Bounce> bounces, boolean isLast) {
    StringBuilder json = new StringBuilder();
    for (Bounce bounce : bounces) {
      json.append(isFirst ? "{" : ", {");
      isFirst = false;
      append(json, bounce);
    }
    return Buffer.buffer(isLast ? json.append(']').toString() : json.toString());
  }

  private void append(StringBuilder json, Bounce bounce) {
    json.append("\"status\": ").append(PythonJson.quoted(bounce.status()));
    if (times.isAsked()) {
      json.append(", \"created\": ").append(PythonJson.quoted(times.text(bounce.created())));
    }
    json.append(", \"reason\": ").append(PythonJson.quoted(bounce.reason()));
    json.append(", \"email\": ").append(PythonJson.quoted(bounce.email())).append('}');
  }

  @Override
  public Buffer message(String text) {
    return Buffer.buffer("{\"message\": " + PythonJson.quoted(text) + "}");
  }

  @Override
  public Buffer count(long count) {
    return Buffer.buffer(
        integerCount ? "{\"count\": " + count + "}" : "{\"count\": \"" + count + "\"}");
  }

  @Override
  public Buffer problem(Problem problem) {
    List<String> texts = V2Body.texts(problem);
    if (texts.size() == 1) {
      return Buffer.buffer("{\"error\": " + PythonJson.quoted(texts.get(0)) + "}");
    }
    String list = texts.stream().map(PythonJson::quoted).collect(Collectors.joining(", "));
    return Buffer.buffer("{\"message\": \"error\", \"errors\": [" + list + "]}");
  }
}
