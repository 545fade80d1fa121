package dev.rebound.ingest.mail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mime4j.util.CharsetUtil;

/** Decodes bytes and normalizes whitespace. */
final class Texts {
  private static final Charset WESTERN = Charset.forName("windows-1252");
  private static final Charset JAPANESE = Charset.forName("ISO-2022-JP");
  private static final Set<Charset> SUPERSETS_OF_ASCII =
      Set.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, WESTERN);
  private static final byte ESCAPE = 0x1b;

  private Texts() {}

  /**
   * Decodes text of an uncertain charset. The named charset is used if the bytes are valid in it.
   * Otherwise ISO-2022-JP is used where its escapes occur, then UTF-8, then windows-1252.
   *
   * @param name a charset's name, known or not
   */
  static String decode(byte[] bytes, Optional<String> name) {
    boolean isPlain = isPlain(bytes);
    if (isPlain && name.isEmpty()) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    Optional<Charset> named = name.map(String::strip).map(CharsetUtil::lookup);
    if (isPlain && named.filter(SUPERSETS_OF_ASCII::contains).isPresent()) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    return named
        .filter(charset -> !charset.equals(StandardCharsets.US_ASCII))
        .flatMap(charset -> strict(bytes, charset))
        .orElseGet(() -> guess(bytes));
  }

  /** Returns whether all bytes are ASCII, without the escapes that ISO-2022-JP uses. */
  private static boolean isPlain(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0 || b == ESCAPE) {
        return false;
      }
    }
    return true;
  }

  private static String guess(byte[] bytes) {
    String latin1 = new String(bytes, StandardCharsets.ISO_8859_1);
    return latin1.contains("\u001b$") || latin1.contains("\u001b(")
        ? new String(bytes, JAPANESE)
        : strict(bytes, StandardCharsets.UTF_8).orElseGet(() -> new String(bytes, WESTERN));
  }

  private static Optional<String> strict(byte[] bytes, Charset charset) {
    try {
      return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Replaces each run of blanks, line breaks and control characters with one blank. */
  static String oneLine(String text) {
    if (isOneLine(text)) {
      return text;
    }
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

  /** Returns whether a text has no blanks but single spaces between words. */
  private static boolean isOneLine(String text) {
    boolean isAfterBlank = true;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean isBlank = isBlank(c);
      if (isBlank && (isAfterBlank || c != ' ')) {
        return false;
      }
      isAfterBlank = isBlank;
    }
    return text.isEmpty() || !isAfterBlank;
  }

  static boolean isBlank(char c) {
    return c <= ' ' || c == '\u00a0' || c == '\u3000' || c == '\u007f';
  }

  /** Returns the text on one line, in lower case and with plain apostrophes, to match phrases. */
  static String folded(String text) {
    return oneLine(text).toLowerCase(Locale.ROOT).replace('\u2019', '\'').replace('\u2018', '\'');
  }

  static String withoutComments(String text) {
    if (text.indexOf('(') < 0) {
      return text.strip();
    }
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
