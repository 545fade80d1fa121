package dev.rebound.classify;

/**
 * A reason reduced to what phrases are made of: folded words with one blank between them. Codes are
 * gone ({@link Codes} has them); an address is {@code @}, an IP address {@code %}, a host name or
 * URL {@code ~}, so that their words decide nothing; a full stop between sentences stays, and
 * {@code ^} and {@code $} mark both ends. Behind {@code $} stand the names and URLs themselves, in
 * letters of their own, for the few keys that rules look for there.
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

  /** A name or URL as rules look for it. */
  static String link(String key) {
    StringBuilder link = new StringBuilder(key.length());
    for (int at = 0; at < key.length(); at++) {
      link.append(linkLetter(key.charAt(at)));
    }
    return link.toString();
  }

  /** A phrase in the words of a plain text. */
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

  /** The end of a sentence; stops do not pile up. */
  void stop() {
    blank();
    int length = words.length();
    if (length > 1 && words.charAt(length - 2) != STOP) {
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

  // Tokens never hands these over as letters; only phrases are written with them.
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
