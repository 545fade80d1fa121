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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to start and stop the server of a data folder. The system takes it back when the
 * process dies, however it dies.
 */
final class DataFolderLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataFolderLock.class);
  // The system drops a process's lock on a file as soon as the process closes any handle of that
  // file. So what this process holds is known from here, and the file is then left alone.
  private static final Set<Path> HELD = new HashSet<>();

  private final DataFolder folder;
  private final FileChannel channel;

  private DataFolderLock(DataFolder folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Waits for a short-lived command to let go.
   *
   * @throws SetupException when another process holds on to the folder
   */
  static DataFolderLock acquire(DataFolder folder, Duration timeout) {
    Deadline deadline = Deadline.in(timeout);
    while (true) {
      Optional<DataFolderLock> lock = tryAcquire(folder);
      if (lock.isPresent()) {
        return lock.get();
      }
      if (deadline.isOver()) {
        throw new SetupException(
            "the data folder %s is in use by another Rebound (%s); stop it or set REBOUND_DATA_DIR"
                .formatted(folder.root(), holder(folder)));
      }
      deadline.pause();
    }
  }

  static Optional<DataFolderLock> tryAcquire(DataFolder folder) {
    synchronized (HELD) {
      if (HELD.contains(folder.lock())) {
        return Optional.empty();
      }
      try {
        Optional<FileChannel> channel = lock(folder.lock());
        channel.ifPresent(locked -> HELD.add(folder.lock()));
        return channel.map(locked -> new DataFolderLock(folder, locked));
      } catch (IOException e) {
        throw SetupException.of("cannot lock the data folder " + folder.root(), e);
      }
    }
  }

  /** Who holds the folder, for a message. */
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

  DataFolder folder() {
    return folder;
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

  private static Optional<FileChannel> lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
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
