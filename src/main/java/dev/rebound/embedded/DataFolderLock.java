package dev.rebound.embedded;

import dev.rebound.migrate.Deadline;
import dev.rebound.migrate.SetupException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock of a data folder. Its holder may start and stop the server. The operating system
 * releases it when the process ends.
 */
record DataFolderLock(DataFolder folder, FileChannel channel) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataFolderLock.class);
  // The locks of this process. POSIX releases a process's lock on a file when the process closes
  // any handle of the file, so that a locked file must not be opened again.
  private static final Set<Path> HELD = new HashSet<>();

  /**
   * Acquires the lock, or waits until its holder, such as a short command, releases it.
   *
   * @throws SetupException if the lock is still held after the timeout
   */
  static DataFolderLock acquire(DataFolder folder, Duration timeout) {
    return Deadline.in(timeout)
        .poll(
            () -> tryAcquire(folder),
            () ->
                new SetupException(
                    "the data folder %s is in use by another Rebound (%s); stop it or set REBOUND_DATA_DIR"
                        .formatted(folder.root(), holder(folder))));
  }

  static Optional<DataFolderLock> tryAcquire(DataFolder folder) {
    synchronized (HELD) {
      if (HELD.contains(folder.lock())) {
        return Optional.empty();
      }
      try {
        Optional<FileChannel> channel = tryLock(folder.lock());
        channel.ifPresent(locked -> HELD.add(folder.lock()));
        return channel.map(locked -> new DataFolderLock(folder, locked));
      } catch (IOException e) {
        throw SetupException.of("cannot lock the data folder " + folder.root(), e);
      }
    }
  }

  /** Returns the process that holds the lock, for a message. */
  static String holder(DataFolder folder) {
    synchronized (HELD) {
      if (HELD.contains(folder.lock())) {
        return "process " + ProcessHandle.current().pid();
      }
      try {
        return "process " + Files.readString(folder.lock()).strip();
      } catch (IOException e) {
        return "an unknown process";
      }
    }
  }

  @Override
  public void close() {
    synchronized (HELD) {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.warn("cannot close {}", folder.lock(), e);
      }
      HELD.remove(folder.lock());
    }
  }

  private static Optional<FileChannel> tryLock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            DataFolder.PRIVATE_FILE);
    try {
      if (channel.tryLock() == null) {
        channel.close();
        return Optional.empty();
      }
      String pid = ProcessHandle.current().pid() + "\n";
      channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
      return Optional.of(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
