package dev.rebound.cli;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Decompresses zstd (RFC 8878) of one or more frames, such as KumoMTA's logs. The window has at
 * most 8 MiB.
 */
final class ZstdStream extends FilterInputStream {

  ZstdStream(InputStream packed) {
    super(new ZstdInputStream(packed));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      return super.read(target, offset, length);
    } catch (MalformedInputException e) {
      throw new IOException("The zstd data is damaged", e);
    }
  }
}
