package dev.rebound.api.wire;

import dev.rebound.domain.EmailAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the end of a path, decoded once: {@code +} stays a plus, and a slash belongs to the text.
 */
public final class PathText {
  private PathText() {}

  /** Reads an address (contract, 3.3 and 3.4); empty for text that can be no address. */
  public static Optional<EmailAddress> email(String text) {
    return EmailAddress.parse(decode(text));
  }

  // URLDecoder would turn a plus into a blank. A percent sign that starts no escape stands for
  // itself.
  public static String decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    // The server turns each byte of the request line into a char.
    byte[] raw = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < raw.length; i++) {
      int value = raw[i] == '%' && i + 2 < raw.length ? hex(raw[i + 1], raw[i + 2]) : -1;
      bytes.write(value < 0 ? raw[i] : value);
      i += value < 0 ? 0 : 2;
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int hex(byte high, byte low) {
    int h = Character.digit(high, 16);
    int l = Character.digit(low, 16);
    return h < 0 || l < 0 ? -1 : h * 16 + l;
  }
}
