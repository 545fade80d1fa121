package dev.rebound.api.v2;

import dev.rebound.api.wire.Problem;
import dev.rebound.domain.Bounce;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Writes v2's XML: elements in the order of its documents (contract, 4.2 to 4.4). */
final class V2Xml implements V2Body {
  private final V2Format.Times times;

  V2Xml(V2Format.Times times) {
    this.times = times;
  }

  @Override
  public String contentType() {
    return "application/xml";
  }

  @Override
  public Buffer start(List<Bounce> bounces, boolean isLast) {
    return Buffer.buffer("<bounces>").appendBuffer(goOn(bounces, isLast));
  }

  @Override
  public Buffer goOn(List<Bounce> bounces, boolean isLast) {
    // Each row is well-formed by itself; the element around all rows may span several chunks.
    Buffer rows = Buffer.buffer();
    for (Bounce bounce : bounces) {
      rows.appendBuffer(IndentedXml.of(1, xml -> write(xml, bounce)));
    }
    return isLast ? rows.appendString("\n</bounces>") : rows;
  }

  private void write(IndentedXml xml, Bounce bounce) {
    xml.open("bounce");
    xml.element("email", bounce.email());
    xml.element("status", bounce.status());
    xml.element("reason", bounce.reason());
    xml.element("created", times.isAsked() ? times.text(bounce.created()) : "");
    xml.close();
  }

  @Override
  public Buffer message(String text) {
    return result(xml -> xml.element("message", text));
  }

  @Override
  public Buffer count(long count) {
    return result(xml -> xml.element("count", Long.toString(count)));
  }

  @Override
  public Buffer problem(Problem problem) {
    return result(
        xml -> {
          xml.element("message", "error");
          xml.open("errors");
          V2Body.texts(problem).forEach(text -> xml.element("error", text));
          xml.close();
        });
  }

  private static Buffer result(IndentedXml.Writer content) {
    Buffer xml =
        IndentedXml.of(
            0,
            result -> {
              result.open("result");
              content.write(result);
              result.close();
            });
    // Each element starts with a line break; the first one needs none.
    return xml.slice(1, xml.length());
  }
}
