package dev.rebound.classify;

/** Splits a reason into words, addresses, numbers, names and URLs, in linear time. */
final class Tokens {
  private static final int LONGEST_IPV6 = 45;

  private final String text;
  private final PlainText plain;

  Tokens(String text, PlainText plain) {
    this.text = text;
    this.plain = plain;
  }

  void read() {
    int at = 0;
    while (at < text.length()) {
      if (!isRun(text.charAt(at))) {
        separator(at);
        at++;
        continue;
      }
      int end = special(at);
      if (end < 0) {
        end = runEnd(at);
        run(at, end);
      }
      at = end;
    }
  }

  private void separator(int at) {
    char c = text.charAt(at);
    boolean last = at + 1 == text.length() || Character.isWhitespace(text.charAt(at + 1));
    boolean arrow = c == '>' && at > 0 && text.charAt(at - 1) == '-';
    if (c == '。' || c == '！' || arrow || ((c == '!' || c == '?') && last)) {
      plain.stop();
    } else {
      plain.blank();
    }
  }

  /** Returns the end of a URL or an IPv6 address that starts here, or -1. */
  private int special(int start) {
    if (text.startsWith("://", schemeEnd(start)) || text.regionMatches(true, start, "www.", 0, 4)) {
      int end = start;
      while (end < text.length() && isUrl(text.charAt(end))) {
        end++;
      }
      plain.link(text, start, end);
      return end;
    }
    int end = ipv6End(start);
    if (end > 0) {
      plain.symbol(PlainText.IP);
    }
    return end;
  }

  private int schemeEnd(int start) {
    boolean http = text.regionMatches(true, start, "http", 0, 4);
    return http ? start + (text.regionMatches(true, start + 4, "s", 0, 1) ? 5 : 4) : text.length();
  }

  private int ipv6End(int start) {
    int colons = 0;
    int at = start;
    int limit = Math.min(text.length(), start + LONGEST_IPV6);
    while (at < limit && (text.charAt(at) == ':' || Character.digit(text.charAt(at), 16) >= 0)) {
      colons += text.charAt(at) == ':' ? 1 : 0;
      at++;
    }
    return colons >= 2 && (at == text.length() || !isRun(text.charAt(at))) ? at : -1;
  }

  private int runEnd(int start) {
    int end = start;
    while (end < text.length() && isRun(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private void run(int start, int end) {
    plain.blank();
    if (indexOf('@', start, end) < end) {
      plain.symbol(PlainText.ADDRESS);
      return;
    }
    int first = start;
    int last = end;
    while (last > first && text.charAt(last - 1) == '.') {
      last--;
    }
    while (first < last && text.charAt(first) == '.') {
      first++;
    }
    dotted(first, last);
    if (end - last == 1) {
      plain.stop();
    }
  }

  private void dotted(int start, int end) {
    int from = start;
    int dot = indexOf('.', from, end);
    while (dot < end && isTwoSentences(dot, end)) {
      word(from, dot);
      plain.stop();
      from = dot + 1;
      dot = indexOf('.', from, end);
    }
    if (dot == end) {
      word(from, end);
    } else if (isNumeric(from, end)) {
      number(from, end);
    } else {
      plain.link(text, from, end);
    }
  }

  private int indexOf(char c, int start, int end) {
    int at = start;
    while (at < end && text.charAt(at) != c) {
      at++;
    }
    return at;
  }

  private void word(int start, int end) {
    int at = isReply(start, end) ? start + 3 : start;
    if (text.startsWith(";", end) && text.regionMatches(true, start, "smtp", 0, end - start)) {
      plain.stop();
    } else {
      plain.word(text, at, end);
    }
  }

  /** Returns whether it is a reply code such as "550" or "550-". */
  private boolean isReply(int start, int end) {
    return end - start >= 3
        && (text.charAt(start) == '4' || text.charAt(start) == '5')
        && isDigit(text.charAt(start + 1))
        && isDigit(text.charAt(start + 2))
        && (end - start == 3 || text.charAt(start + 3) == '-');
  }

  private void number(int start, int end) {
    int dots = 0;
    for (int at = start; at < end; at++) {
      dots += text.charAt(at) == '.' ? 1 : 0;
    }
    if (dots == 3) {
      plain.symbol(PlainText.IP);
    }
  }

  private boolean isNumeric(int start, int end) {
    for (int at = start; at < end; at++) {
      char c = text.charAt(at);
      if (!isDigit(c) && c != '.' && c != '-') {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns whether a dot ends a sentence: "full.Please", "denied...x"; "example.com" is a name.
   */
  private boolean isTwoSentences(int dot, int end) {
    return text.charAt(dot + 1) == '.' || isMissingBlank(dot, end);
  }

  private boolean isMissingBlank(int dot, int end) {
    return dot + 2 < end
        && Character.isLowerCase(text.charAt(dot - 1))
        && Character.isUpperCase(text.charAt(dot + 1))
        && Character.isLowerCase(text.charAt(dot + 2));
  }

  private static boolean isUrl(char c) {
    return c > ' ' && c < 0x7F && "<>\"'()[]".indexOf(c) < 0;
  }

  private static boolean isRun(char c) {
    return c < 0x80
        ? isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || "._-@+".indexOf(c) >= 0
        : Character.isLetterOrDigit(c) || Folding.isMark(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
