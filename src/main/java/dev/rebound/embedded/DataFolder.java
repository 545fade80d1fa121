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
 * The folder that the embedded database lives in. Whatever is made in it is made under a temporary
 * name and then moved, so that a kill at any moment leaves it whole or not there.
 *
 * @param root as the file system knows it, without symbolic links
 */
record DataFolder(Path root) {
  static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

  private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
  private static final FileAttribute<?> AS_PRIVATE = PosixFilePermissions.asFileAttribute(PRIVATE);
  private static final String UNFINISHED = ".unfinished-";
  private static final String BINARIES = "postgres-";
  private static final Pattern ANY_UNFINISHED = Pattern.compile(Pattern.quote(UNFINISHED) + ".*");
  private static final Pattern ANY_BINARIES = Pattern.compile(BINARIES + "[0-9a-f]{12}");
  // pg_ctl starts the server through a shell, with the paths in double quotes.
  private static final Pattern SHELL = Pattern.compile("[\"$`\\\\\\p{Cntrl}]");

  /** Makes the folder where there is none, for its user only. */
  static DataFolder open(Path path) {
    if (SHELL.matcher(path.toAbsolutePath().toString()).find()) {
      throw new SetupException(
          "the path of the data folder holds one of \" $ ` \\: set REBOUND_DATA_DIR to another");
    }
    try {
      makePrivate(path);
      DataFolder folder = new DataFolder(path.toRealPath());
      makePrivate(folder.logs());
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

  /** What PostgreSQL calls PGDATA. */
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

  /** What a program last said. */
  Path log(String program) {
    return logs().resolve(program + ".log");
  }

  /** What a server last wrote, in the file of its weekday. */
  Path newestLog() {
    try (Stream<Path> logs = Files.list(logs())) {
      return logs.filter(log -> log.getFileName().toString().startsWith("postgresql-"))
          .max(Comparator.comparingLong(log -> log.toFile().lastModified()))
          .orElse(logs());
    } catch (IOException e) {
      return logs();
    }
  }

  /** A new folder under a name that nothing else uses; {@link #keep} gives it its own. */
  Path temporary() throws IOException {
    return Files.createTempDirectory(root, UNFINISHED);
  }

  /** Gives a finished file or folder its name, for good: also when the power fails. */
  void keep(Path temporary, Path name) throws IOException {
    Files.move(temporary, name, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory = FileChannel.open(root, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  /** The id of the user that this process makes files as. */
  int user() {
    try {
      Path probe = temporary();
      int user = owner(probe);
      Files.delete(probe);
      return user;
    } catch (IOException e) {
      throw SetupException.of("cannot write to the data folder " + root, e);
    }
  }

  /** What another user's start would leave behind, that user could not use any more. */
  void requireOwnDatabase() {
    try {
      if (Files.exists(cluster()) && owner(cluster()) != user()) {
        throw new SetupException(
            "the database in %s belongs to the user %s: start Rebound as that user"
                .formatted(cluster(), Files.getOwner(cluster())));
      }
    } catch (IOException e) {
      throw SetupException.of("cannot read " + cluster(), e);
    }
  }

  /** Deletes what kills have left behind. */
  void removeLeftovers() {
    children(ANY_UNFINISHED).forEach(DataFolder::delete);
  }

  /** Deletes the binaries of other builds; no server may be running from them. */
  void removeOtherBinaries(Path ours) {
    for (Path other : children(ANY_BINARIES)) {
      if (!other.equals(ours)) {
        try {
          // Renamed first: half of it must not be taken for the whole by the build it belongs to.
          delete(Files.move(other, root.resolve(UNFINISHED + other.getFileName())));
        } catch (IOException e) {
          LOG.debug("{} stays", other, e);
        }
      }
    }
  }

  private List<Path> children(Pattern name) {
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
      // An initdb that outlived its start may still be writing there: the next start deletes it.
      LOG.debug("{} stays", tree, e);
    }
  }

  private static int owner(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:uid");
  }

  private static void makePrivate(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path, AS_PRIVATE);
    }
  }
}
