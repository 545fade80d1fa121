package dev.rebound.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The class-data archive of the packaged jar. A JVM that maps it skips the parsing and verification
 * of about 5,000 classes, a third of the processor time of a short command.
 */
final class ClassArchive {
  private static final Path ARCHIVE = Path.of("target", "test-commands.jsa");
  private static final Path LOCK = Path.of("target", "test-commands.lock");
  private static final int MAX_MINUTES = 2;

  // Computed once per JVM; the forks of one build share the file.
  private static final Optional<Path> CURRENT = current();

  private ClassArchive() {}

  /** Returns the JVM options that map the archive; none if the archive could not be written. */
  static List<String> options() {
    return CURRENT
        .map(archive -> List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable"))
        .orElse(List.of());
  }

  private static Optional<Path> current() {
    try (FileChannel channel =
        FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      // Held until the channel closes.
      channel.lock();
      return isCurrent() || write() ? Optional.of(ARCHIVE) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean isCurrent() throws IOException {
    return Files.exists(ARCHIVE)
        && Files.getLastModifiedTime(ARCHIVE)
                .compareTo(Files.getLastModifiedTime(ServiceProcess.JAR))
            > 0;
  }

  // Archives the classes that a service loads from its start to its stop.
  private static boolean write() throws IOException, InterruptedException {
    Path unfinished = Path.of("target", "test-commands.tmp");
    Files.deleteIfExists(unfinished);
    List<String> command = new ArrayList<>(ServiceProcess.SHORT_JVM);
    command.add(0, ServiceProcess.JAVA.toString());
    command.addAll(
        List.of(
            "-XX:ArchiveClassesAtExit=" + unfinished,
            "-jar",
            ServiceProcess.JAR.toString(),
            "rehearse",
            "--database",
            TestDatabase.create()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(MAX_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
    }
    if (process.exitValue() != 0 || !Files.exists(unfinished)) {
      return false;
    }
    Files.move(unfinished, ARCHIVE, StandardCopyOption.REPLACE_EXISTING);
    return true;
  }
}
