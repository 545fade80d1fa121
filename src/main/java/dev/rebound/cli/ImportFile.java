package dev.rebound.cli;

import dev.rebound.migrate.SetupException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * One input of an import.
 *
 * @param path empty for standard input
 */
record ImportFile(Optional<Path> path) {
  private static final String STANDARD_INPUT = "-";
  private static final int GZIP = 0x1f8b;
  private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
  private static final int MAX_PACKED_BYTES = 1 << 13;

  // Named in the error message; otherwise such a file looks like a damaged list.
  private static final Map<Integer, String> UNSUPPORTED =
      Map.of(0x425a, "bzip2", 0xfd37, "xz", 0x504b, "zip");

  /**
   * Returns the files of a command line argument. For a folder, these are its files, ordered by
   * name; for a Maildir, those of {@code new} and {@code cur}.
   */
  static List<ImportFile> of(String argument) throws IOException {
    if (argument.equals(STANDARD_INPUT)) {
      return List.of(new ImportFile(Optional.empty()));
    }
    Path path = Path.of(argument);
    if (!Files.exists(path)) {
      throw new NoSuchFileException(argument);
    }
    if (!Files.isDirectory(path)) {
      return List.of(new ImportFile(Optional.of(path)));
    }
    Path read = path.resolve("cur");
    return Files.isDirectory(read)
        ? Stream.concat(list(path.resolve("new")).stream(), list(read).stream()).toList()
        : list(path);
  }

  private static List<ImportFile> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .map(file -> new ImportFile(Optional.of(file)))
          .toList();
    }
  }

  /**
   * Returns the file's name for messages and format detection, without {@code .gz} or {@code .zst}.
   */
  String name() {
    return path.map(file -> file.getFileName().toString().replaceFirst("(?i)\\.(?:gz|zst)$", ""))
        .orElse("standard input");
  }

  /** Returns the size in bytes, compressed or not; -1 for standard input. */
  long size() throws IOException {
    return path.isEmpty() ? -1 : Files.size(path.get());
  }

  InputStream open() throws IOException {
    return path.isEmpty() ? System.in : Files.newInputStream(path.get());
  }

  /**
   * Returns the time for rows without one, in Unix seconds: the file's last change, so that a
   * second import has the same events; the current time for standard input.
   */
  long time() {
    try {
      return path.isEmpty()
          ? Clock.systemUTC().instant().getEpochSecond()
          : Math.max(0, Files.getLastModifiedTime(path.get()).toInstant().getEpochSecond());
    } catch (IOException e) {
      throw SetupException.of("cannot read " + name(), e);
    }
  }

  /** Returns whether the input starts as zstd does. The input supports marks, and is reset. */
  static boolean isZstd(InputStream input) throws IOException {
    return Arrays.equals(head(input, ZSTD.length), ZSTD);
  }

  /**
   * Returns whether the input starts as gzip does. The input supports marks, and is reset.
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

  /** Returns the first bytes of the input, which is reset; fewer if it is shorter. */
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
