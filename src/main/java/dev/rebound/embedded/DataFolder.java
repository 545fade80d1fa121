package dev.rebound.embedded;

import dev.rebound.migrate.SetupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of the embedded database. New files and folders get a temporary name and are moved
 * once complete, so that a kill leaves no partial ones.
 *
 * @param root the real path, without symbolic links
 */
record DataFolder(Path root) {
  static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
  static final FileAttribute<?> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
  private static final String UNFINISHED = ".unfinished-";
  private static final String BINARIES = "postgres-";
  private static final Pattern ANY_UNFINISHED = Pattern.compile(Pattern.quote(UNFINISHED) + ".*");
  private static final Pattern ANY_BINARIES = Pattern.compile(BINARIES + "[0-9a-f]{12}");
  // pg_ctl starts the server with a shell and double-quoted paths.
  private static final Pattern SHELL = Pattern.compile("[\"$`\\\\\\p{Cntrl}]");

  /** Opens the folder, or creates it with access for its user only. */
  static DataFolder open(Path path) {
    if (SHELL.matcher(path.toAbsolutePath().toString()).find()) {
      throw new SetupException(
          "the path of the data folder contains one of \" $ ` \\: set REBOUND_DATA_DIR to another");
    }
    try {
      createPrivate(path);
      DataFolder folder = new DataFolder(path.toRealPath());
      createPrivate(folder.logs());
      return folder;
    } catch (IOException e) {
      throw SetupException.of("cannot use the data folder " + path + " (REBOUND_DATA_DIR)", e);
    }
  }

  Path lock() {
    return root.resolve("lock");
  }

  Path password() {
    return root.resolve("password");
  }

  /** Returns PostgreSQL's data directory (PGDATA). */
  Path cluster() {
    return root.resolve("db");
  }

  /**
   * @param version twelve hexadecimal digits
   */
  Path binaries(String version) {
    return root.resolve(BINARIES + version);
  }

  Path logs() {
    return root.resolve("log");
  }

  /** Returns the file with a program's latest output. */
  Path log(String program) {
    return logs().resolve(program + ".log");
  }

  /** Returns the server's latest log, one of a file for each weekday. */
  Path newestLog() {
    try (Stream<Path> logs = Files.list(logs())) {
      return logs.filter(log -> log.getFileName().toString().startsWith("postgresql-"))
          .max(Comparator.comparingLong(log -> log.toFile().lastModified()))
          .orElse(logs());
    } catch (IOException e) {
      return logs();
    }
  }

  /** Creates a folder with a unique temporary name. */
  Path createTemporary() throws IOException {
    return Files.createTempDirectory(root, UNFINISHED);
  }

  /** Moves a complete file or folder to its final name. The move survives a power failure. */
  void moveDurably(Path temporary, Path name) throws IOException {
    Files.move(temporary, name, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory = FileChannel.open(root, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  /** Returns the id of the user that owns files which this process creates. */
  int userId() {
    try {
      Path probe = createTemporary();
      int user = ownerId(probe);
      Files.delete(probe);
      return user;
    } catch (IOException e) {
      throw SetupException.of("cannot write to the data folder " + root, e);
    }
  }

  /** Keeps another user from creating files that the database's owner cannot use. */
  void requireOwner() {
    try {
      if (Files.exists(cluster()) && ownerId(cluster()) != userId()) {
        throw new SetupException(
            "the database in %s belongs to the user %s: start Rebound as that user"
                .formatted(cluster(), Files.getOwner(cluster())));
      }
    } catch (IOException e) {
      throw SetupException.of("cannot read " + cluster(), e);
    }
  }

  /** Deletes temporary folders of killed processes. */
  void deleteUnfinished() {
    list(ANY_UNFINISHED).forEach(DataFolder::delete);
  }

  /** Deletes the binaries of other builds. No server may run from them. */
  void deleteOtherBinaries(Path current) {
    for (Path other : list(ANY_BINARIES)) {
      if (!other.equals(current)) {
        try {
          // Renamed first, so that a partly deleted folder is never used.
          delete(Files.move(other, root.resolve(UNFINISHED + other.getFileName())));
        } catch (IOException e) {
          LOG.debug("cannot delete {}", other, e);
        }
      }
    }
  }

  private List<Path> list(Pattern name) {
    try (Stream<Path> children = Files.list(root)) {
      return children
          .filter(child -> name.matcher(child.getFileName().toString()).matches())
          .toList();
    } catch (IOException e) {
      throw SetupException.of("cannot read the data folder " + root, e);
    }
  }

  private static void delete(Path tree) {
    try (Stream<Path> entries = Files.walk(tree)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException | UncheckedIOException e) {
      // An initdb of a killed process may still write here; the next start deletes the folder.
      LOG.debug("cannot delete {}", tree, e);
    }
  }

  private static int ownerId(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:uid");
  }

  private static void createPrivate(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path, PosixFilePermissions.asFileAttribute(PRIVATE));
    }
  }
}
