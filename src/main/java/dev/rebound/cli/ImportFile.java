package dev.rebound.cli;

import dev.rebound.migrate.SetupException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One input of an import.
 *
 * @param path empty for standard input
 */
record ImportFile(Optional<Path> path) {
  private static final String STANDARD_INPUT = "-";

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

  /** Returns the file's name for messages and format detection. */
  String name() {
    return path.map(file -> file.getFileName().toString()).orElse("standard input");
  }

  /** Returns the size in bytes, compressed or not; -1 for standard input and other pipes. */
  long size() throws IOException {
    boolean isPipe = path.isEmpty() || Files.exists(path.get()) && !Files.isRegularFile(path.get());
    return isPipe ? -1 : Files.size(path.get());
  }

  InputStream open() throws IOException {
    // The stream of Files fails for pipes, which have no position.
    return path.isEmpty() ? System.in : new FileInputStream(path.get().toFile());
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
}
