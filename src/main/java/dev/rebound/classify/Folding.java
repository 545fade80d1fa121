package dev.rebound.classify;

import java.text.Normalizer;

/** Letters without case and marks, so that "Empfänger", "EMPFANGER" and "empfanger" are one. */
final class Folding {
  private static final int TABLE_END = 0x530;
  private static final int VIETNAMESE_START = 0x1E00;
  private static final int VIETNAMESE_END = 0x1F00;
  private static final char[] TABLE = table(0, TABLE_END);
  private static final char[] VIETNAMESE = table(VIETNAMESE_START, VIETNAMESE_END);

  private Folding() {}

  /** One character for one: lower case, without diacritics, full-width forms as ASCII. */
  static char fold(char c) {
    if (c < TABLE_END) {
      return TABLE[c];
    }
    if (c >= VIETNAMESE_START && c < VIETNAMESE_END) {
      return VIETNAMESE[c - VIETNAMESE_START];
    }
    if (c >= '\uFF01' && c <= '\uFF5E') {
      return TABLE[c - 0xFEE0];
    }
    return Character.toLowerCase(c);
  }

  /** Whether the letter belongs to a script that writes words without blanks between them. */
  static boolean isUnspaced(char c) {
    return c >= '\u0E00'
        && (c < '\u0E80' // Thai
            || (c >= '\u2E80' && c < '\uD7B0') // CJK, kana, Hangul
            || (c >= '\uF900' && c < '\uFB00'));
  }

  /** Whether the character continues a word, so that a phrase must not begin or end beside it. */
  static boolean isWord(char c) {
    return c < 0x80
        ? (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')
        : Character.isLetterOrDigit(c) && !isUnspaced(c);
  }

  /**
   * A combining mark of decomposed text; it is dropped, as {@link #fold} drops the composed one.
   */
  static boolean isMark(char c) {
    return c >= '\u0300' && c <= '\u036F';
  }

  private static char[] table(int start, int end) {
    char[] folded = new char[end - start];
    for (int c = start; c < end; c++) {
      String base = Normalizer.normalize(String.valueOf((char) c), Normalizer.Form.NFD);
      folded[c - start] = special(Character.toLowerCase(base.charAt(0)));
    }
    return folded;
  }

  // Letters that Unicode does not take apart.
  private static char special(char c) {
    return switch (c) {
      case 'ø' -> 'o';
      case 'ł' -> 'l';
      case 'đ', 'ð' -> 'd';
      case 'ı' -> 'i';
      case 'æ' -> 'a';
      case 'œ' -> 'o';
      case 'ß' -> 's';
      default -> c;
    };
  }
}
