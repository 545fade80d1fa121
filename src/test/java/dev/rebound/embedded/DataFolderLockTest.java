package dev.rebound.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.migrate.SetupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderLockTest {
  @TempDir Path temp;

  @Test
  void makesTheFolderForItsUserOnly() throws IOException {
    DataFolder folder = DataFolder.open(temp.resolve("a/b"));
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.root())));
  }

  @Test
  void refusesAPathThatAShellWouldRead() {
    SetupException e =
        assertThrows(SetupException.class, () -> DataFolder.open(temp.resolve("a$(id)")));
    assertTrue(e.getMessage().contains("REBOUND_DATA_DIR"), e.getMessage());
  }

  @Test
  void refusesAFileWhereTheFolderShouldBe() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    SetupException e = assertThrows(SetupException.class, () -> DataFolder.open(file));
    assertTrue(e.getMessage().contains("cannot use the data folder " + file), e.getMessage());
  }

  @Test
  void admitsOneOwnerAndNamesIt() {
    DataFolder folder = DataFolder.open(temp);
    try (DataFolderLock lock = DataFolderLock.acquire(folder, Duration.ZERO)) {
      SetupException e =
          assertThrows(
              SetupException.class, () -> DataFolderLock.acquire(lock.folder(), Duration.ZERO));
      assertEquals(
          ("the data folder %s is in use by another Rebound (process %d);"
                  + " stop it or set REBOUND_DATA_DIR")
              .formatted(folder.root(), ProcessHandle.current().pid()),
          e.getMessage());
    }
    DataFolderLock.acquire(folder, Duration.ZERO).close();
  }

  /** With POSIX locks, closing a second file handle would release the lock of this process. */
  @Test
  void aSecondAttemptKeepsTheLockAgainstOtherProcesses() throws Exception {
    DataFolder folder = DataFolder.open(temp);
    try (DataFolderLock lock = DataFolderLock.acquire(folder, Duration.ZERO)) {
      assertTrue(DataFolderLock.tryAcquire(lock.folder()).isEmpty());
      DataFolderLock.holder(folder);
      assertEquals("held by process " + ProcessHandle.current().pid(), otherProcess(folder));
    }
    assertEquals("free", otherProcess(folder));
  }

  private static String otherProcess(DataFolder folder) throws Exception {
    String java = ProcessHandle.current().info().command().orElseThrow();
    Process process =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Attempt.class.getName(),
                folder.root().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    return said.lines().reduce((earlier, last) -> last).orElse("");
  }

  /** Runs in another process. */
  static final class Attempt {
    public static void main(String[] arguments) {
      DataFolder folder = DataFolder.open(Path.of(arguments[0]));
      System.out.println(
          DataFolderLock.tryAcquire(folder).isPresent()
              ? "free"
              : "held by " + DataFolderLock.holder(folder));
    }
  }
}
