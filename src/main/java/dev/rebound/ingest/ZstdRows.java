package dev.rebound.ingest;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads rows from zstd (RFC 8878) of one or more frames, such as KumoMTA's logs, and decompresses a
 * piece at a time. The window has at most 8 MiB.
 */
public final class ZstdRows implements RowReader {
  private static final int MAX_CHUNK = 1 << 14;
  private static final int PIECE = 1 << 16;
  // The window, and a block that does not fit into it any more.
  private static final int MAX_HELD = 9 << 20;

  private final RowReader rows;
  private final Input input = new Input();
  private final ZstdInputStream zstd = new ZstdInputStream(input);
  private final byte[] piece = new byte[PIECE];
  // Bytes of the piece that are not passed on.
  private int size;
  private boolean isPending;

  /**
   * @param rows reads the decompressed data
   */
  public ZstdRows(RowReader rows) {
    this.rows = rows;
  }

  @Override
  public void feed(byte[] chunk, int offset, int length, Consumer<Row> consumer)
      throws UnreadableInputException {
    input.add(chunk, offset, length);
    decompress();
    isPending = size == PIECE;
    rows.feed(piece, 0, size, consumer);
    size = 0;
  }

  /** Decompresses a piece; less if the input does not suffice. */
  private void decompress() throws UnreadableInputException {
    int read = read();
    while (read > 0 && size < PIECE) {
      size += read;
      read = size < PIECE ? read() : 0;
    }
  }

  // A read that runs out of input loses what it has decompressed. It cannot run out for one byte,
  // or for the bytes that wait to be taken.
  private int read() throws UnreadableInputException {
    try {
      int ready = Math.max(1, zstd.available());
      return zstd.read(piece, size, Math.min(ready, PIECE - size));
    } catch (MalformedInputException e) {
      throw new UnreadableInputException("The zstd data is damaged");
    } catch (IOException e) {
      // The input ran out within a frame.
      return 0;
    }
  }

  @Override
  public void finish(Consumer<Row> consumer) throws UnreadableInputException {
    while (isPending) {
      feed(piece, 0, 0, consumer);
    }
    // The end of the stream is the end of a frame.
    if (read() != -1) {
      throw new UnreadableInputException("The zstd data is truncated");
    }
    rows.finish(consumer);
  }

  @Override
  public void flushHeld(Consumer<Row> consumer) throws UnreadableInputException {
    rows.feed(piece, 0, size, consumer);
    rows.flushHeld(consumer);
  }

  @Override
  public int maxChunkBytes() {
    return MAX_CHUNK;
  }

  @Override
  public boolean hasPending() {
    return isPending;
  }

  @Override
  public int heldBytes() {
    return MAX_HELD;
  }

  @Override
  public Optional<List<Column>> columns() {
    return rows.columns();
  }

  /** The chunks so far, as far as they are not read. Its end may be followed by more. */
  private static final class Input extends InputStream {
    private byte[] bytes = new byte[0];
    private int at;

    void add(byte[] chunk, int offset, int length) {
      byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length + length);
      System.arraycopy(chunk, offset, rest, rest.length - length, length);
      bytes = rest;
      at = 0;
    }

    @Override
    public int read() {
      return at == bytes.length ? -1 : bytes[at++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (at == bytes.length) {
        return -1;
      }
      int count = Math.min(length, bytes.length - at);
      System.arraycopy(bytes, at, target, offset, count);
      at += count;
      return count;
    }
  }
}
