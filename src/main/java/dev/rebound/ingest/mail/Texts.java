package dev.rebound.ingest.mail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;

/** From bytes to characters, and from many blanks to one. */
final class Texts {
  private static final Charset LATIN = Charset.forName("windows-1252");
  private static final byte ESCAPE = 0x1B;

  private Texts() {}

  /**
   * Decodes what may be anything. A charset's name is believed as long as the bytes are of it;
   * otherwise they are UTF-8, or Japanese when they hold its escapes, or Western.
   *
   * @param name may be null, unknown or no name at all
   */
  static String decode(byte[] bytes, String name) {
    Charset named = charset(name);
    if (named != null && !named.equals(StandardCharsets.US_ASCII)) {
      String text = strict(bytes, named);
      if (text != null) {
        return text;
      }
    }
    if (hasEscape(bytes)) {
      return new String(bytes, Charset.forName("ISO-2022-JP"));
    }
    String text = strict(bytes, StandardCharsets.UTF_8);
    return text == null ? new String(bytes, LATIN) : text;
  }

  private static Charset charset(String name) {
    try {
      return name == null ? null : Charset.forName(name.strip());
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }

  private static String strict(byte[] bytes, Charset charset) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
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

  /** The text with one blank for each run of blanks, line breaks and control characters. */
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

  /** In lower case and with plain apostrophes, as phrases are written. */
  static String folded(String text) {
    return oneLine(text).toLowerCase(Locale.ROOT).replace('\u2019', '\'').replace('\u2018', '\'');
  }

  /** The text without comments in round brackets. */
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
