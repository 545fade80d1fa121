package dev.rebound.ingest.mail;

import dev.rebound.domain.EmailAddress;
import dev.rebound.ingest.mail.Addresses.Mention;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The addresses on consecutive lines of a notice, and the lines about them. */
final class Listing {
  private static final int MAX_COMPARED = 20;
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private final List<EmailAddress> emails = new ArrayList<>(1);
  private final int indent;
  private final String bullet;
  private final StringBuilder text = new StringBuilder();
  private int textIndent = Integer.MAX_VALUE;
  private String lastLine = "";

  /**
   * @param line the first line, which lists the address of {@code mention}
   */
  Listing(String line, Mention mention) {
    this.indent = RecipientLine.indent(line);
    this.bullet = bullet(line, mention);
  }

  List<EmailAddress> emails() {
    return emails;
  }

  boolean hasText() {
    return text.length() > 0;
  }

  String text() {
    return Texts.oneLine(text.toString());
  }

  /** Adds the addresses of a line, and the text about them in it. */
  void add(List<EmailAddress> more, String words, String line) {
    emails.addAll(more);
    NoticeReader.append(text, words);
    lastLine = line;
  }

  void addLine(String line) {
    textIndent = Math.min(textIndent, RecipientLine.indent(line));
    NoticeReader.append(text, line);
    lastLine = line;
  }

  /** Returns whether a line that could be a listing continues the text of this one. */
  boolean continuesWith(RecipientLine line) {
    return emails.size() == 1 && emails.contains(line.emails().get(0)) || line.indent() > indent;
  }

  /** Returns whether a line starts with another address, just as the first line does. */
  boolean isNext(String line, List<Mention> mentions) {
    return hasText()
        && emails.size() <= MAX_COMPARED
        && !mentions.isEmpty()
        && RecipientLine.indent(line) == indent
        && bullet(line, mentions.get(0)).equals(bullet)
        && !emails.contains(mentions.get(0).email())
        && !Phrases.endsWithOtherRole(lastLine);
  }

  /** Returns whether a line is further left than the addresses and the text about them. */
  boolean isOutside(String line) {
    return hasText() && textIndent >= indent && RecipientLine.indent(line) < indent;
  }

  /** Returns whether a line is the heading of the next list, further left than this one. */
  boolean endsBefore(String line) {
    return line.endsWith(":")
        && RecipientLine.indent(line) < indent
        && RecipientLine.listKind(line).isPresent();
  }

  private static String bullet(String line, Mention mention) {
    int start = RecipientLine.indent(line);
    String prefix = line.substring(start, Math.max(start, mention.start()));
    return prefix.isEmpty() ? prefix : NUMBER.matcher(prefix).replaceAll("1");
  }
}
