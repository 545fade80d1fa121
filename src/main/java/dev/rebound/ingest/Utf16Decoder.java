package dev.rebound.ingest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Turns the chunks of a UTF-16 input into UTF-8. U+FFFD replaces what is no character. */
final class Utf16Decoder {
  private final CharsetDecoder decoder;
  // At most three bytes of an incomplete character.
  private byte[] rest = new byte[0];

  private Utf16Decoder(Charset charset) {
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  /** Returns the decoder for an input that starts with a byte order mark; empty without one. */
  static Optional<Utf16Decoder> ofMark(byte[] head, int length) {
    int mark = length == 2 ? (head[0] & 0xff) << 8 | head[1] & 0xff : 0;
    return switch (mark) {
      case 0xFEFF -> Optional.of(new Utf16Decoder(StandardCharsets.UTF_16BE));
      case 0xFFFE -> Optional.of(new Utf16Decoder(StandardCharsets.UTF_16LE));
      default -> Optional.empty();
    };
  }

  byte[] decode(byte[] chunk, int from, int to) {
    ByteBuffer bytes = ByteBuffer.allocate(rest.length + to - from);
    bytes.put(rest).put(chunk, from, to - from).flip();
    CharBuffer text = CharBuffer.allocate(bytes.remaining());
    decoder.decode(bytes, text, false);
    rest = new byte[bytes.remaining()];
    bytes.get(rest);
    return text.flip().toString().getBytes(StandardCharsets.UTF_8);
  }
}
