package dev.rebound.cli;

import dev.rebound.migrate.SetupException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * One input of an import: a file, or standard input.
 *
 * @param path null for standard input
 */
record ImportFile(Path path) {
  private static final String STANDARD_INPUT = "-";
  private static final long UNKNOWN_SIZE = -1;
  private static final int BUFFER = 1 << 16;
  private static final int GZIP_1 = 0x1f;
  private static final int GZIP_2 = 0x8b;

  // What others compress with, by the first two bytes: better said than taken for a broken list.
  private static final Map<Integer, String> COMPRESSIONS =
      Map.of(0x28b5, "zstd", 0x425a, "bzip2", 0xfd37, "xz", 0x504b, "zip");

  /**
   * What an argument names; of a folder all its files, in the order of their names. In a Maildir
   * those of {@code cur} and {@code new}.
   */
  static List<ImportFile> of(String argument) throws IOException {
    if (argument.equals(STANDARD_INPUT)) {
      return List.of(new ImportFile(null));
    }
    Path path = Path.of(argument);
    if (!Files.exists(path)) {
      throw new NoSuchFileException(argument);
    }
    if (!Files.isDirectory(path)) {
      return List.of(new ImportFile(path));
    }
    Path read = path.resolve("cur");
    return Files.isDirectory(read)
        ? Stream.concat(files(path.resolve("new")), files(read)).toList()
        : files(path).toList();
  }

  private static Stream<ImportFile> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<ImportFile> sorted =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().startsWith("."))
              .sorted()
              .map(ImportFile::new)
              .toList();
      return sorted.stream();
    }
  }

  /** For people and for endings; without the one that tells of the compression. */
  String name() {
    return path == null
        ? "standard input"
        : path.getFileName().toString().replaceFirst("(?i)\\.gz$", "");
  }

  /** The bytes to read, compressed or not; -1 when nobody knows. */
  long size() throws IOException {
    return path == null ? UNKNOWN_SIZE : Files.size(path);
  }

  InputStream open() throws IOException {
    return path == null ? System.in : Files.newInputStream(path);
  }

  /**
   * When a file was last changed, in Unix seconds; standard input is as of now. A row that does not
   * say its time has this one, so that it is the same event when the file is read again.
   */
  long time() {
    try {
      return path == null
          ? Clock.systemUTC().instant().getEpochSecond()
          : Math.max(0, Files.getLastModifiedTime(path).toInstant().getEpochSecond());
    } catch (IOException e) {
      throw SetupException.of("cannot read " + path, e);
    }
  }

  /** What is in a stream, unpacked when it is gzip. */
  static InputStream unpacked(InputStream stream) throws IOException {
    InputStream buffered = new BufferedInputStream(stream, BUFFER);
    buffered.mark(2);
    int first = buffered.read();
    int second = buffered.read();
    buffered.reset();
    if (first == GZIP_1 && second == GZIP_2) {
      return new GZIPInputStream(buffered, BUFFER);
    }
    String compression = COMPRESSIONS.get(first << 8 | second);
    if (compression != null) {
      throw new IOException("packed with " + compression + "; unpack it and import from -");
    }
    return buffered;
  }
}
