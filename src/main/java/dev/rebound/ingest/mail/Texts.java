package dev.rebound.ingest.mail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;

/** Decodes bytes and normalizes whitespace. */
final class Texts {
  private static final Charset WESTERN = Charset.forName("windows-1252");
  private static final byte ESCAPE = 0x1B;

  private Texts() {}

  /**
   * Decodes text of an uncertain charset. The named charset is used if the bytes are valid in it.
   * Otherwise ISO-2022-JP is used where its escapes occur, then UTF-8, then windows-1252.
   *
   * @param name a charset's name, known or not
   */
  static String decode(byte[] bytes, Optional<String> name) {
    return name.flatMap(Texts::charset)
        .filter(charset -> !charset.equals(StandardCharsets.US_ASCII))
        .flatMap(charset -> strict(bytes, charset))
        .orElseGet(() -> guess(bytes));
  }

  private static String guess(byte[] bytes) {
    return hasEscape(bytes)
        ? new String(bytes, Charset.forName("ISO-2022-JP"))
        : strict(bytes, StandardCharsets.UTF_8).orElseGet(() -> new String(bytes, WESTERN));
  }

  private static Optional<Charset> charset(String name) {
    try {
      return Optional.of(Charset.forName(name.strip()));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> strict(byte[] bytes, Charset charset) {
    try {
      return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static boolean hasEscape(byte[] bytes) {
    for (int at = 0; at < bytes.length - 1; at++) {
      if (bytes[at] == ESCAPE && (bytes[at + 1] == '$' || bytes[at + 1] == '(')) {
        return true;
      }
    }
    return false;
  }

  /** Replaces each run of blanks, line breaks and control characters with one blank. */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    boolean isBlank = false;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (isBlank(c)) {
        isBlank = true;
      } else {
        if (isBlank && line.length() > 0) {
          line.append(' ');
        }
        isBlank = false;
        line.append(c);
      }
    }
    return line.toString();
  }

  static boolean isBlank(char c) {
    return c <= ' ' || c == '\u00a0' || c == '\u3000' || c == '\u007f';
  }

  /** Returns the text on one line, in lower case and with plain apostrophes, to match phrases. */
  static String folded(String text) {
    return oneLine(text).toLowerCase(Locale.ROOT).replace('\u2019', '\'').replace('\u2018', '\'');
  }

  /** Removes comments in parentheses. */
  static String withoutComments(String text) {
    StringBuilder rest = new StringBuilder(text.length());
    int depth = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      depth += c == '(' ? 1 : 0;
      if (depth == 0) {
        rest.append(c);
      }
      depth -= c == ')' && depth > 0 ? 1 : 0;
    }
    return rest.toString().strip();
  }
}
