package dev.rebound.cli;

import dev.rebound.migrate.SetupException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * One input of an import: a file, or standard input.
 *
 * @param path null for standard input
 */
record ImportFile(Path path) {
  private static final String STANDARD_INPUT = "-";
  private static final long UNKNOWN_SIZE = -1;

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
}
