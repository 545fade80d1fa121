package dev.rebound.support;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The bodies of the legacy API (contract, 4.1 to 4.4), and a reader of its XML. */
public final class V2Body {
  private V2Body() {}

  /** The one error of an answer. */
  public static String error(String message) {
    return "{\"error\": \"" + message + "\"}";
  }

  /** Several errors. */
  public static String errors(List<String> messages) {
    return messages.stream()
        .collect(Collectors.joining("\", \"", "{\"message\": \"error\", \"errors\": [\"", "\"]}"));
  }

  public static String message(String text) {
    return "{\"message\": \"" + text + "\"}";
  }

  public static String xmlMessage(String text) {
    return "<result>\n   <message>" + text + "</message>\n</result>";
  }

  /** One error or several: XML does not tell them apart. */
  public static String xmlErrors(String... messages) {
    String lines =
        List.of(messages).stream()
            .map(message -> "      <error>" + message + "</error>\n")
            .collect(Collectors.joining());
    return "<result>\n   <message>error</message>\n   <errors>\n"
        + lines
        + "   </errors>\n</result>";
  }

  public static String count(int count) {
    return "{\"count\": \"" + count + "\"}";
  }

  public static String xmlCount(int count) {
    return "<result>\n   <count>" + count + "</count>\n</result>";
  }

  /** Reads XML as any of its readers would; fails the test when it is not well-formed. */
  public static Document parse(String xml) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(xml)));
    } catch (SAXException e) {
      throw new AssertionError("not well-formed: " + e.getMessage(), e);
    } catch (ParserConfigurationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The text of every element of this name, in their order. */
  public static List<String> texts(String xml, String element) {
    NodeList found = parse(xml).getElementsByTagName(element);
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> found.item(i).getTextContent())
        .toList();
  }
}
