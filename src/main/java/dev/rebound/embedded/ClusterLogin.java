package dev.rebound.embedded;

import dev.rebound.migrate.ConnectFailure;
import dev.rebound.migrate.DatabaseUrl;
import dev.rebound.migrate.SetupException;
import dev.rebound.migrate.SslMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;

/** The one user of the embedded database, and the password that is kept in the data folder. */
record ClusterLogin(Path file, String password) {
  static final String USER = "rebound";
  static final String HOST = "127.0.0.1";

  private static final String DATABASE = "rebound";
  // Made by initdb, so that it is there before ours is.
  private static final String FIRST_DATABASE = "postgres";
  private static final int PASSWORD_BYTES = 24;

  /** The login of a data folder; empty while there is none. */
  static Optional<ClusterLogin> read(DataFolder folder) {
    Path file = folder.password();
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ClusterLogin(file, Files.readString(file).strip()));
    } catch (IOException e) {
      throw SetupException.of("cannot read the database password in " + file, e);
    }
  }

  static ClusterLogin make(DataFolder folder) {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    try {
      Path temporary = folder.temporary().resolve("password");
      write(temporary, password + "\n");
      folder.keep(temporary, folder.password());
      Files.delete(temporary.getParent());
    } catch (IOException e) {
      throw SetupException.of("cannot keep the database password in " + folder.password(), e);
    }
    return new ClusterLogin(folder.password(), password);
  }

  DatabaseUrl url(int port) {
    return url(port, DATABASE);
  }

  /** Whether the server lets us in, and so is ours: SCRAM proves that it knows the password too. */
  boolean isAdmitted(int port) {
    return isAdmitted(url(port, FIRST_DATABASE));
  }

  /** Whether the server can be used: {@link #makeDatabase} may still be at work. */
  boolean isReady(int port) {
    return isAdmitted(url(port));
  }

  /** Makes our database, unless it is there. */
  void makeDatabase(int port) {
    DatabaseUrl url = url(port, FIRST_DATABASE);
    try (Connection connection = url.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
      if (!found.next()) {
        statement.execute("CREATE DATABASE " + DATABASE);
      }
    } catch (SQLException e) {
      throw ConnectFailure.explain(url, e);
    }
  }

  @Override
  public String toString() {
    return USER + " with the password in " + file;
  }

  private DatabaseUrl url(int port, String database) {
    return new DatabaseUrl(HOST, port, database, USER, password, SslMode.DISABLE, Optional.empty());
  }

  private boolean isAdmitted(DatabaseUrl url) {
    try (Connection connection = url.dataSource().getConnection()) {
      return connection.isValid(0);
    } catch (SQLException e) {
      if (ConnectFailure.WRONG_PASSWORD.equals(e.getSQLState())) {
        throw new SetupException(
            "the embedded PostgreSQL refuses the password in " + file + ": restore that file", e);
      }
      return false;
    }
  }

  private static void write(Path file, String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      channel.force(true);
    }
  }
}
