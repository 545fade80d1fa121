package dev.rebound.ingest.mail;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The text of an HTML page, a line for each of its blocks. One pass; knows no wrong HTML. */
final class HtmlText {
  private static final Set<String> BLOCKS =
      Set.of(
          "br",
          "p",
          "div",
          "tr",
          "td",
          "th",
          "li",
          "ul",
          "ol",
          "table",
          "hr",
          "pre",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "blockquote",
          "body",
          "title");
  private static final Set<String> PARAGRAPHS = Set.of("p", "table", "ul", "ol", "hr", "h1", "h2");
  private static final Set<String> UNSEEN = Set.of("style", "script", "head");
  private static final Map<String, Character> ENTITIES =
      Map.of(
          "lt", '<', "gt", '>', "amp", '&', "quot", '"', "apos", '\'', "nbsp", ' ', "commat", '@');
  private static final int MAX_ENTITY = 10;
  private static final int MAX_NAME = 12;

  private final String html;
  private final StringBuilder text;
  private int at;

  private HtmlText(String html) {
    this.html = html;
    this.text = new StringBuilder(html.length());
  }

  static String of(String html) {
    HtmlText page = new HtmlText(html);
    while (page.at < html.length()) {
      switch (html.charAt(page.at)) {
        case '<' -> page.skipTag();
        case '&' -> page.readEntity();
        case '\n', '\t' -> page.take(' ');
        default -> page.take(html.charAt(page.at));
      }
    }
    return page.text.toString();
  }

  private void take(char c) {
    text.append(c);
    at++;
  }

  private void skipTag() {
    if (html.startsWith("<!--", at)) {
      skipTo("-->");
      return;
    }
    int nameStart = html.startsWith("</", at) ? at + 2 : at + 1;
    String name = name(nameStart);
    if (name.isEmpty() && !html.startsWith("!", nameStart)) {
      take('<');
      return;
    }
    // An address in angle brackets that somebody forgot to escape is text.
    if (isAddress(nameStart)) {
      take('<');
      return;
    }
    if (UNSEEN.contains(name) && nameStart == at + 1) {
      skipTo("</" + name);
    }
    breakLine(name);
    skipTo(">");
  }

  private void breakLine(String name) {
    if (BLOCKS.contains(name)) {
      text.append('\n');
    }
    if (PARAGRAPHS.contains(name)) {
      text.append('\n');
    }
  }

  private String name(int start) {
    int end = start;
    while (end < html.length()
        && end - start < MAX_NAME
        && Character.isLetterOrDigit(html.charAt(end))) {
      end++;
    }
    return html.substring(start, end).toLowerCase(Locale.ROOT);
  }

  private boolean isAddress(int start) {
    int end = Math.min(html.length(), start + 320);
    for (int i = start; i < end; i++) {
      char c = html.charAt(i);
      if (c == '@') {
        return true;
      }
      if (c <= ' ' || c == '>' || c == '<' || c == '/') {
        return false;
      }
    }
    return false;
  }

  private void skipTo(String end) {
    int last = end.length() - 1;
    int found = at;
    while (found < html.length() && !html.regionMatches(true, found, end, 0, end.length())) {
      found++;
    }
    at = Math.min(html.length(), end.equals(">") || last == 2 ? found + end.length() : found);
  }

  private void readEntity() {
    int end = at + 1;
    while (end < html.length() && end - at < MAX_ENTITY && isEntity(html.charAt(end))) {
      end++;
    }
    boolean isClosed = end < html.length() && html.charAt(end) == ';';
    int point = isClosed ? point(html.substring(at + 1, end)) : -1;
    if (point < 0) {
      take('&');
    } else {
      text.appendCodePoint(point);
      at = end + 1;
    }
  }

  private static boolean isEntity(char c) {
    return c == '#' || Character.isLetterOrDigit(c);
  }

  private static int point(String name) {
    if (!name.startsWith("#")) {
      return ENTITIES.getOrDefault(name.toLowerCase(Locale.ROOT), '\uffff') == '\uffff'
          ? -1
          : ENTITIES.get(name.toLowerCase(Locale.ROOT));
    }
    boolean isHex = name.startsWith("x", 1) || name.startsWith("X", 1);
    try {
      int point = Integer.parseInt(name.substring(isHex ? 2 : 1), isHex ? 16 : 10);
      return Character.isValidCodePoint(point) ? point : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
