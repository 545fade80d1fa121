package dev.rebound.ingest.mail;

import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** Extracts the text of an HTML page, with a line for each block. */
final class HtmlText implements NodeVisitor {
  // Mailers often forget to escape an address in angle brackets.
  private static final Pattern ADDRESS = Pattern.compile("<(?=[^\\s<>/@]{1,320}@)");
  private static final Set<String> PARAGRAPHS = Set.of("p", "table", "ul", "ol", "hr", "h1", "h2");
  private static final Set<String> LINES =
      Set.of("br", "div", "tr", "td", "th", "li", "pre", "h3", "h4", "h5", "h6", "blockquote");

  private final StringBuilder text = new StringBuilder();

  private HtmlText() {}

  static String of(String html) {
    HtmlText page = new HtmlText();
    Jsoup.parse(ADDRESS.matcher(html).replaceAll("&lt;")).body().traverse(page);
    return page.text.toString();
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode words) {
      text.append(words.getWholeText().replace('\n', ' ').replace('\t', ' '));
    } else if (node instanceof Element element) {
      breakLine(element);
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (node instanceof Element element && !element.tag().isSelfClosing()) {
      breakLine(element);
    }
  }

  private void breakLine(Element element) {
    boolean isParagraph = PARAGRAPHS.contains(element.normalName());
    if (isParagraph || LINES.contains(element.normalName())) {
      text.append(isParagraph ? "\n\n" : "\n");
    }
  }
}
