package dev.rebound.cli;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * How an input is packed, as its first two bytes tell.
 *
 * @param isGzip whether by the one way that is read
 */
record Compression(boolean isGzip) {
  private static final int GZIP = 0x1f8b;
  // The packed bytes to look at, whatever they unpack to.
  private static final int MAX_PACKED = 1 << 13;

  // What others compress with: better said than taken for a broken list.
  private static final Map<Integer, String> OTHERS =
      Map.of(0x28b5, "zstd", 0x425a, "bzip2", 0xfd37, "xz", 0x504b, "zip");

  /**
   * Looks at an input that can be marked, and leaves it where it was.
   *
   * @throws IOException also when it is packed in another way than gzip
   */
  static Compression of(InputStream input) throws IOException {
    byte[] head = head(input, 2);
    int magic = head.length < 2 ? 0 : (head[0] & 0xff) << 8 | head[1] & 0xff;
    String other = OTHERS.get(magic);
    if (other != null) {
      throw new IOException("packed with " + other + "; unpack it and import from -");
    }
    return new Compression(magic == GZIP);
  }

  /** The first bytes of an input that can be marked, which is left where it was. */
  static byte[] head(InputStream input, int length) throws IOException {
    input.mark(length);
    byte[] head = input.readNBytes(length);
    input.reset();
    return head;
  }

  /** The first bytes of what is packed; fewer, or none, when they cannot be unpacked. */
  static byte[] unpackedHead(InputStream input, int length) throws IOException {
    byte[] packed = head(input, MAX_PACKED);
    byte[] head = new byte[length];
    int at = 0;
    try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      for (int n = unpacked.read(head); n > 0; n = unpacked.read(head, at, length - at)) {
        at += n;
      }
    } catch (EOFException | ZipException e) {
      // Whoever reads on says what is broken; here its beginning is enough.
      return Arrays.copyOf(head, at);
    }
    return Arrays.copyOf(head, at);
  }
}
