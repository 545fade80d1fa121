package dev.rebound.classify;

/**
 * Reduces a reason to folded words with one blank between them, in which phrases are searched.
 * Codes are removed ({@link StatusCodes} finds them). The words of addresses, IP addresses and host
 * names or URLs mean nothing: {@code @}, {@code %} and {@code ~} stand for them. Full stops between
 * sentences are kept, and {@code ^} and {@code $} mark the ends. After {@code $} follow the host
 * names and URLs in private-use letters, for the few rules that search them.
 */
final class PlainText {
  static final char STOP = '.';
  static final char ADDRESS = '@';
  static final char IP = '%';
  static final char NAME = '~';
  private static final char LINK_BASE = '\uE000';

  private final StringBuilder words;
  private final StringBuilder links = new StringBuilder();

  private PlainText(int length) {
    words = new StringBuilder(length + 16);
  }

  static CharSequence of(String reason) {
    PlainText plain = new PlainText(reason.length());
    plain.symbol('^');
    new Tokens(reason, plain).read();
    plain.symbol('$');
    return plain.words.append(' ').append(plain.links);
  }

  /** Returns a host name or URL in the letters of the links. */
  static String link(String key) {
    StringBuilder link = new StringBuilder(key.length());
    for (int at = 0; at < key.length(); at++) {
      link.append(linkLetter(key.charAt(at)));
    }
    return link.toString();
  }

  /** Returns a phrase as plain text. */
  static String phrase(String words) {
    PlainText plain = new PlainText(words.length());
    plain.word(words, 0, words.length());
    return plain.words.toString().strip();
  }

  void blank() {
    if (words.length() > 0 && words.charAt(words.length() - 1) != ' ') {
      words.append(' ');
    }
  }

  void symbol(char symbol) {
    blank();
    words.append(symbol).append(' ');
  }

  /** Ends a sentence; several stops in a row count as one. */
  void stop() {
    blank();
    int length = words.length();
    if (length > 2 && words.charAt(length - 2) != STOP) {
      words.append(STOP).append(' ');
    }
  }

  void word(String text, int start, int end) {
    int at = start;
    if (isHyphenatedEmail(text, start, end)) {
      words.append("email");
      at = start + "e-mail".length();
    }
    for (; at < end; at++) {
      letter(text.charAt(at));
    }
  }

  void link(String text, int start, int end) {
    symbol(NAME);
    for (int at = start; at < end; at++) {
      links.append(linkLetter(text.charAt(at)));
    }
    links.append(LINK_BASE);
  }

  private void letter(char c) {
    if (Folding.isMark(c)) {
      return;
    }
    char folded = Folding.fold(c);
    if (Character.isLetterOrDigit(folded) || isPlaceholder(folded)) {
      words.append(folded);
    } else {
      blank();
    }
  }

  // Only phrases contain these as letters; Tokens passes on none.
  private static boolean isPlaceholder(char c) {
    return c == ADDRESS || c == IP || c == NAME || c == '^' || c == '$';
  }

  private static boolean isHyphenatedEmail(String text, int start, int end) {
    return end - start >= 6
        && (text.charAt(start + 1) == '-' || text.charAt(start + 1) == '_')
        && text.regionMatches(true, start, "e", 0, 1)
        && text.regionMatches(true, start + 2, "mail", 0, 4);
  }

  private static char linkLetter(char c) {
    return c < 0x80 ? (char) (LINK_BASE + Folding.fold(c)) : LINK_BASE;
  }
}
