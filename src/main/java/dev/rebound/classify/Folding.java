package dev.rebound.classify;

import java.text.Normalizer;

/** Removes case and diacritics: "Empfänger" and "EMPFANGER" become "empfanger". */
final class Folding {
  private static final int TABLE_END = 0x530;
  private static final int VIETNAMESE_START = 0x1E00;
  private static final int VIETNAMESE_END = 0x1F00;
  private static final char[] TABLE = table(0, TABLE_END);
  private static final char[] VIETNAMESE = table(VIETNAMESE_START, VIETNAMESE_END);

  private Folding() {}

  /** Returns a letter in lower case, without diacritics; full-width forms become ASCII. */
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

  /** Returns whether the letter is of a script without blanks between words. */
  static boolean isUnspaced(char c) {
    return c >= '\u0E00'
        && (c < '\u0E80' // Thai
            || (c >= '\u2E80' && c < '\uD7B0') // CJK, kana, Hangul
            || (c >= '\uF900' && c < '\uFB00'));
  }

  /** Returns whether the character belongs to a word; a phrase cannot start or end inside one. */
  static boolean isWord(char c) {
    return c < 0x80
        ? (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')
        : Character.isLetterOrDigit(c) && !isUnspaced(c);
  }

  /** Returns whether the character is a combining mark; decomposed text loses it, too. */
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

  // Letters that Unicode does not decompose.
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
