package dev.rebound.ingest.mail;

import dev.rebound.domain.EmailAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the email addresses in a text, in linear time. */
final class Addresses {
  private static final int MAX_LOCAL = 128;
  private static final int MAX_DOMAIN = 255;
  private static final int MAX_LINK = 512;
  private static final String LOCAL_SIGNS = "!#$%&'*+-/=?^_`{|}~.";
  // Signs that an address may start with, but that mostly precede it.
  private static final String LEADING_SIGNS = "'`*=-/|~.{!?#";
  // Signs that only a quoted local part may contain.
  private static final String SPECIALS = "<>()[],;:\"";
  private static final String[] PREFIXES = {"smtp=", "to=", "rcpt=", "recipient=", "rfc822="};

  private Addresses() {}

  /**
   * An address in a line.
   *
   * @param start the place of its first character, or of a bracket or quote before it
   * @param end the place after its last character, or after a closing bracket or quote
   */
  record Mention(EmailAddress email, int start, int end) {}

  /** Parses a text that is an address and nothing else: no name, bracket, type or comment. */
  static Optional<EmailAddress> whole(String text) {
    String address = text.strip();
    int at = address.lastIndexOf('@');
    boolean isQuoted = at > 1 && address.charAt(0) == '"' && address.charAt(at - 1) == '"';
    String plain = isQuoted ? address.substring(at) : address;
    for (int i = 0; i < plain.length(); i++) {
      if (Texts.isBlank(plain.charAt(i)) || SPECIALS.indexOf(plain.charAt(i)) >= 0) {
        return Optional.empty();
      }
    }
    return EmailAddress.parse(address);
  }

  static Optional<EmailAddress> first(String text) {
    List<Mention> mentions = in(text);
    return mentions.isEmpty() ? Optional.empty() : Optional.of(mentions.get(0).email());
  }

  static List<EmailAddress> all(String text) {
    return in(text).stream().map(Mention::email).toList();
  }

  static List<Mention> in(String line) {
    List<Mention> mentions = new ArrayList<>(1);
    int from = 0;
    for (int at = line.indexOf('@'); at >= 0; at = line.indexOf('@', from)) {
      Optional<Mention> mention = around(line, at, from);
      mention.ifPresent(mentions::add);
      from = mention.map(Mention::end).orElse(at + 1);
    }
    return mentions;
  }

  private static Optional<Mention> around(String line, int at, int from) {
    int start = localStart(line, at, from);
    int end = domainEnd(line, at);
    if (start > from && line.charAt(start - 1) == '<' || isQuotedLocal(line, at)) {
      Optional<Mention> whole = inBrackets(line, at, from);
      if (whole.isPresent()) {
        return whole;
      }
    }
    boolean isCut =
        end < line.length() && line.charAt(end) == '@'
            || start > 0 && line.charAt(start - 1) == '@';
    if (start == at || isCut || line.startsWith("cid:", start - 4) || isInLink(line, at)) {
      return Optional.empty();
    }
    while (end > at && ".-_".indexOf(line.charAt(end - 1)) >= 0) {
      end--;
    }
    // Without brackets, a word with an @ is an address only if its host has a dot.
    return line.substring(at, end).indexOf('.') < 0
        ? Optional.empty()
        : mention(line, from, start, end);
  }

  // Links to pages carry the addresses of their readers.
  private static boolean isInLink(String line, int at) {
    int start = at;
    while (start > 0 && at - start < MAX_LINK && isLink(line.charAt(start - 1))) {
      start--;
    }
    return line.substring(start, at).contains("://");
  }

  private static boolean isLink(char c) {
    return c > ' ' && c < 0x7F && "<>\"'()[]{}".indexOf(c) < 0;
  }

  private static Optional<Mention> mention(String line, int from, int start, int end) {
    return whole(line.substring(start, end))
        .map(email -> new Mention(email, outerStart(line, from, start), outerEnd(line, end)));
  }

  // Angle brackets may hold quoted local parts, hosts without a dot, and all scripts.
  private static Optional<Mention> inBrackets(String line, int at, int from) {
    int first = Math.max(from, at - MAX_LOCAL);
    int last = Math.min(line.length(), at + MAX_DOMAIN + 2);
    int open = first + line.substring(first, at).lastIndexOf('<');
    int close = at + line.substring(at, last).indexOf('>');
    if (open < first || close < at) {
      return Optional.empty();
    }
    return whole(line.substring(open + 1, close)).map(email -> new Mention(email, open, close + 1));
  }

  private static boolean isQuotedLocal(String line, int at) {
    return at > 0 && line.charAt(at - 1) == '"';
  }

  private static int localStart(String line, int at, int from) {
    int start = at;
    while (start > from && at - start < MAX_LOCAL && isLocal(line.charAt(start - 1))) {
      start--;
    }
    for (String prefix : PREFIXES) {
      if (line.regionMatches(true, start, prefix, 0, prefix.length())) {
        start += prefix.length();
      }
    }
    while (start < at && LEADING_SIGNS.indexOf(line.charAt(start)) >= 0) {
      start++;
    }
    return start;
  }

  private static int domainEnd(String line, int at) {
    int end = at + 1;
    while (end < line.length() && end - at <= MAX_DOMAIN && isDomain(line.charAt(end))) {
      end++;
    }
    return end;
  }

  // ASCII only: Japanese has no blank between an address and the text around it.
  private static boolean isLocal(char c) {
    return isAsciiLetterOrDigit(c) || LOCAL_SIGNS.indexOf(c) >= 0;
  }

  private static boolean isDomain(char c) {
    return isAsciiLetterOrDigit(c) || c == '.' || c == '-' || c == '_';
  }

  private static boolean isAsciiLetterOrDigit(char c) {
    return c < 0x80 && Character.isLetterOrDigit(c);
  }

  // Not before the end of the address before: both may share a quote.
  private static int outerStart(String line, int from, int start) {
    int at = line.startsWith("mailto:", start - 7) ? Math.max(from, start - 7) : start;
    return at > from && "<'\"(`[".indexOf(line.charAt(at - 1)) >= 0 ? at - 1 : at;
  }

  private static int outerEnd(String line, int end) {
    return end < line.length() && ">'\")]".indexOf(line.charAt(end)) >= 0 ? end + 1 : end;
  }
}
