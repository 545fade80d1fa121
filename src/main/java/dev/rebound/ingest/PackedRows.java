package dev.rebound.ingest;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads rows from gzip, zstd or plain input, whichever its first bytes show. */
public final class PackedRows implements RowReader {
  private static final int GZIP = 0x1f8b;
  private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
  // Named in the error message; otherwise such a file looks like a damaged list.
  private static final Map<Integer, String> UNSUPPORTED =
      Map.of(0x425a, "bzip2", 0xfd37, "xz", 0x504b, "zip");

  private final RowReader rows;
  private final byte[] head = new byte[ZSTD.length];
  private int headLength;
  private Optional<RowReader> reader = Optional.empty();

  /**
   * @param rows reads the unpacked data
   */
  public PackedRows(RowReader rows) {
    this.rows = rows;
  }

  @Override
  public void feed(byte[] chunk, int offset, int length, Consumer<Row> consumer)
      throws UnreadableInputException {
    int at = offset;
    int end = offset + length;
    while (reader.isEmpty() && at < end) {
      head[headLength++] = chunk[at++];
      if (headLength == head.length) {
        start(consumer);
      }
    }
    if (reader.isPresent()) {
      reader.get().feed(chunk, at, end - at, consumer);
    }
  }

  @Override
  public void finish(Consumer<Row> consumer) throws UnreadableInputException {
    if (reader.isEmpty()) {
      start(consumer);
    }
    reader.get().finish(consumer);
  }

  private void start(Consumer<Row> consumer) throws UnreadableInputException {
    RowReader chosen = choose();
    reader = Optional.of(chosen);
    chosen.feed(head, 0, headLength, consumer);
  }

  private RowReader choose() throws UnreadableInputException {
    if (Arrays.equals(head, ZSTD)) {
      return new ZstdRows(rows);
    }
    int magic = headLength < 2 ? 0 : (head[0] & 0xff) << 8 | head[1] & 0xff;
    String unsupported = UNSUPPORTED.get(magic);
    if (unsupported != null) {
      throw new UnreadableInputException(
          "The input is compressed with " + unsupported + "; only gzip and zstd are decompressed");
    }
    return magic == GZIP ? new GzipRows(rows) : rows;
  }

  @Override
  public void flushHeld(Consumer<Row> consumer) throws UnreadableInputException {
    rows.flushHeld(consumer);
  }

  @Override
  public int maxChunkBytes() {
    // The first chunk only shows the form, and with it the memory that unpacking needs.
    return reader.map(RowReader::maxChunkBytes).orElse(head.length - headLength);
  }

  @Override
  public boolean hasPending() {
    return reader.filter(RowReader::hasPending).isPresent();
  }

  @Override
  public int heldBytes() {
    return reader.orElse(rows).heldBytes();
  }

  @Override
  public Optional<List<Column>> columns() {
    return rows.columns();
  }
}
