package dev.rebound.api.v2;

import io.vertx.core.buffer.Buffer;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes XML in the layout of SendGrid's documents: each element on a line of its own, three blanks
 * a level.
 */
final class IndentedXml {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newInstance();
  private static final String INDENT = "   ";

  private final XMLStreamWriter xml;
  private int depth;

  private IndentedXml(XMLStreamWriter xml, int depth) {
    this.xml = xml;
    this.depth = depth;
  }

  /** Writes elements. */
  interface Writer {
    void write(IndentedXml xml);
  }

  /**
   * @param depth of the elements, 0 for the root
   */
  static Buffer of(int depth, Writer writer) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = FACTORY.createXMLStreamWriter(text);
      writer.write(new IndentedXml(xml, depth));
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return Buffer.buffer(text.toString());
  }

  void open(String name) {
    writeLine(() -> xml.writeStartElement(name));
    depth++;
  }

  void close() {
    depth--;
    writeLine(xml::writeEndElement);
  }

  void element(String name, String text) {
    writeLine(
        () -> {
          xml.writeStartElement(name);
          xml.writeCharacters(characters(text));
          xml.writeEndElement();
        });
  }

  // U+FFFD replaces characters that XML 1.0 cannot hold, and carriage returns, which readers turn
  // into line breaks.
  private static String characters(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().map(c -> isCharacter(c) ? c : 0xFFFD).forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static boolean isCharacter(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= ' ' && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }

  private void writeLine(Step step) {
    try {
      xml.writeCharacters("\n" + INDENT.repeat(depth));
      step.run();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
  }

  /** Calls of the writer. */
  private interface Step {
    void run() throws XMLStreamException;
  }
}
