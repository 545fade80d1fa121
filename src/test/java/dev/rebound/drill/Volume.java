package dev.rebound.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A volume in memory that a test can leave without free space. Linux only; root mounts it. */
final class Volume implements AutoCloseable {
  private static final String VARIABLE = "REBOUND_TEST_VOLUMES";
  private static final String SIZE = "2g";
  // A writer may be faster than a few attempts.
  private static final int ATTEMPTS = 100;

  private final Path path;

  private Volume(Path path) {
    this.path = path;
  }

  /**
   * Mounts a volume; empty where this process may not, unless REBOUND_TEST_VOLUMES is {@code
   * required}.
   */
  static Optional<Volume> mount(Path path) {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Optional<String> fault =
        run("mount", "-t", "tmpfs", "-o", "mode=0700,size=" + SIZE, "drill", path.toString());
    if (fault.isEmpty()) {
      return Optional.of(new Volume(path));
    }
    if ("required".equals(System.getenv(VARIABLE))) {
      throw new IllegalStateException(fault.get());
    }
    System.out.println("no volume: " + fault.get());
    return Optional.empty();
  }

  /** Reduces the size to the used space: no file can get another page. */
  void fill() {
    Optional<String> fault = Optional.empty();
    for (int i = 0; i < ATTEMPTS; i++) {
      // Fails if files have grown since their space was read.
      fault = resize(usedBytes() / 1_024 + "k");
      if (fault.isEmpty()) {
        return;
      }
    }
    throw new IllegalStateException(fault.get());
  }

  private long usedBytes() {
    return path.toFile().getTotalSpace() - path.toFile().getFreeSpace();
  }

  /** Restores the size. */
  void free() {
    resize(SIZE).ifPresent(Volume::fail);
  }

  private Optional<String> resize(String size) {
    return run("mount", "-o", "remount,size=" + size, path.toString());
  }

  /** Unmounts it, at the latest when its last process ends. */
  @Override
  public void close() {
    run("umount", "--lazy", path.toString()).ifPresent(Volume::fail);
  }

  private static void fail(String fault) {
    throw new IllegalStateException(fault);
  }

  /** Runs a command; returns its output if it fails. */
  private static Optional<String> run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? Optional.empty() : Optional.of(output);
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
