package dev.rebound.ingest.mail;

import dev.rebound.ingest.mail.Mail.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * The text of a notice, without the mail that it returns.
 *
 * @param lines without trailing blanks; a quoted line is blank
 * @param folded the beginning, folded to match phrases
 * @param original the returned mail's header; empty if no mail is returned
 */
record NoticeText(List<String> lines, String folded, HeaderFields original) {
  private static final int MAX_FOLDED = 16_384;
  private static final int MAX_MARKER = 100;
  private static final int MAX_HEADER_LINES = 500;
  private static final Set<String> MAIL_FIELDS =
      Set.of("from", "to", "cc", "subject", "date", "sender");
  // A command, reply or recipient in an SMTP dialogue, which is not a quotation.
  private static final Pattern DIALOGUE =
      Pattern.compile(
          "\\s*>{1,3}\\s*(?i:(?:helo|ehlo|mail from:|rcpt to:).*|data|quit|rset)"
              + "|\\s*>>>\\s*(?:[245]\\d\\d[ -][^@]*|<?[^\\s<>@]{1,128}@[^\\s<>@]{1,255}>?)");

  /** Returns the notice in the plain text; empty if there is none. */
  static Optional<NoticeText> ofPlain(Mail mail) {
    String text = String.join("\n\n", mail.noticeTexts(Kind.TEXT));
    return text.isBlank() ? Optional.empty() : Optional.of(of(text, mail));
  }

  /** Returns the notice in the HTML. */
  static NoticeText ofHtml(Mail mail) {
    return of(HtmlText.of(String.join("\n", mail.noticeTexts(Kind.HTML))), mail);
  }

  private static NoticeText of(String text, Mail mail) {
    List<String> lines = text.lines().map(NoticeText::clean).toList();
    int end = noticeEnd(lines);
    List<String> returned = mail.texts(Kind.ORIGINAL);
    HeaderFields original =
        returned.isEmpty()
            ? header(lines, end)
            : HeaderFields.parse(returned.get(0).stripLeading());
    List<String> notice = List.copyOf(lines.subList(0, end));
    return new NoticeText(notice, folded(notice), original);
  }

  private static String clean(String line) {
    if (line.stripLeading().startsWith(">") && !DIALOGUE.matcher(line).matches()) {
      return "";
    }
    return line.replace('\u00a0', ' ').replace("\u0000", "").stripTrailing();
  }

  private static int noticeEnd(List<String> lines) {
    boolean hasAddress = false;
    int code = -1;
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at);
      if (!line.isEmpty() && (isMarker(line) || isHeaderStart(lines, at))) {
        return at;
      }
      if (hasAddress && code < at && isPlainHeader(lines, at)) {
        code = nextCode(lines, at);
        // A notice may quote such fields too, but then its reason follows.
        if (code == lines.size()) {
          return at;
        }
      }
      hasAddress |= line.indexOf('@') >= 0;
    }
    return lines.size();
  }

  private static int nextCode(List<String> lines, int from) {
    int at = from;
    while (at < lines.size() && !Codes.in(lines.get(at))) {
      at++;
    }
    return at;
  }

  /** Returns whether a header starts here that has none of the fields that only a mail has. */
  private static boolean isPlainHeader(List<String> lines, int at) {
    if (at == 0 || !lines.get(at - 1).isEmpty() || HeaderFields.name(lines.get(at)).isEmpty()) {
      return false;
    }
    Set<String> names = new HashSet<>();
    int end = at;
    while (end < lines.size() && !lines.get(end).isEmpty()) {
      if (!Character.isWhitespace(lines.get(end).charAt(0))) {
        names.add(HeaderFields.name(lines.get(end)));
      }
      end++;
    }
    return names.contains("from")
        && names.contains("subject")
        && names.stream().allMatch(name -> MAIL_FIELDS.contains(name) || name.contains("-"));
  }

  /** Returns whether a line announces the returned mail; sentences about it do not. */
  private static boolean isMarker(String line) {
    if (line.length() > MAX_MARKER) {
      return false;
    }
    String folded = Texts.folded(line);
    char last = folded.isEmpty() ? ' ' : folded.charAt(folded.length() - 1);
    boolean isDecorated = !folded.isEmpty() && "-=*_|+#<".indexOf(folded.charAt(0)) >= 0;
    boolean isHeading = last == ':' || last == '-' || last == '=' || folded.contains("follows");
    return (isDecorated || isHeading) && Phrases.ORIGINAL.in(folded);
  }

  /** Returns whether the returned mail's header starts here: a field that only a mail has. */
  private static boolean isHeaderStart(List<String> lines, int at) {
    return Phrases.RETURNED_FIELD.has(HeaderFields.name(lines.get(at)))
        && (at == 0
            || lines.get(at - 1).isEmpty()
            || !HeaderFields.name(lines.get(at - 1)).isEmpty());
  }

  private static HeaderFields header(List<String> lines, int end) {
    int start = end;
    while (start > 0
        && start < lines.size()
        && !HeaderFields.name(lines.get(start - 1)).isEmpty()) {
      start--;
    }
    // Skips the marker and the blank lines below it.
    while (start < lines.size() && HeaderFields.name(lines.get(start)).isEmpty()) {
      start++;
    }
    int last = Math.min(lines.size(), start + MAX_HEADER_LINES);
    return HeaderFields.parse(String.join("\n", lines.subList(start, last)));
  }

  private static String folded(List<String> lines) {
    List<String> own = new ArrayList<>();
    int length = 0;
    for (String line : lines) {
      if (length < MAX_FOLDED) {
        own.add(line.length() > MAX_FOLDED ? line.substring(0, MAX_FOLDED) : line);
        length += line.length();
      }
    }
    return Texts.folded(String.join(" ", own));
  }

  /** Extracts the text of an HTML page, with a line for each block. */
  private static final class HtmlText implements NodeVisitor {
    // Mailers often forget to escape an address in angle brackets.
    private static final Pattern ADDRESS = Pattern.compile("<(?=[^\\s<>/@]{1,320}@)");
    private static final Set<String> PARAGRAPHS =
        Set.of("p", "table", "ul", "ol", "hr", "h1", "h2");
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
}
