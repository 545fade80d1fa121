package dev.rebound.cli;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Detects compressed input. All methods need a stream with marks, and reset it. */
final class Compression {
  private static final int GZIP = 0x1f8b;
  private static final int MAX_PACKED_BYTES = 1 << 13;

  // Named in the error message; otherwise such a file looks like a damaged list.
  private static final Map<Integer, String> UNSUPPORTED =
      Map.of(0x28b5, "zstd", 0x425a, "bzip2", 0xfd37, "xz", 0x504b, "zip");

  private Compression() {}

  /**
   * Returns whether the input starts as gzip does.
   *
   * @throws IOException also for another compression format
   */
  static boolean isGzip(InputStream input) throws IOException {
    byte[] head = head(input, 2);
    int magic = head.length < 2 ? 0 : (head[0] & 0xff) << 8 | head[1] & 0xff;
    String format = UNSUPPORTED.get(magic);
    if (format != null) {
      throw new IOException(
          "compressed with " + format + "; decompress it and import from standard input (-)");
    }
    return magic == GZIP;
  }

  /** Returns the first bytes of the input, fewer if it is shorter. */
  static byte[] head(InputStream input, int length) throws IOException {
    input.mark(length);
    byte[] head = input.readNBytes(length);
    input.reset();
    return head;
  }

  /** Returns the first bytes of gzip input, decompressed; fewer, or none, if it is damaged. */
  static byte[] unpackedHead(InputStream input, int length) throws IOException {
    byte[] head = new byte[length];
    int size = 0;
    try (InputStream unpacked =
        new GZIPInputStream(new ByteArrayInputStream(head(input, MAX_PACKED_BYTES)))) {
      for (int n = unpacked.read(head); n > 0; n = unpacked.read(head, size, length - size)) {
        size += n;
      }
    } catch (EOFException | ZipException e) {
      // The import itself reports damage. The beginning is enough here.
    }
    return Arrays.copyOf(head, size);
  }
}
