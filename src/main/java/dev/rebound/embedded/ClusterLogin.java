package dev.rebound.embedded;

import dev.rebound.migrate.ConnectFailure;
import dev.rebound.migrate.DatabaseHost;
import dev.rebound.migrate.DatabaseUrl;
import dev.rebound.migrate.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.postgresql.jdbc.SslMode;

/** The only user of the embedded database. The data folder holds its password. */
record ClusterLogin(Path file, String password) {
  static final String USER = "rebound";
  static final String HOST = "127.0.0.1";

  private static final String DATABASE = "rebound";
  // initdb creates it.
  private static final String MAINTENANCE_DATABASE = "postgres";
  private static final int PASSWORD_BYTES = 24;

  /** Reads a folder's login; empty if it has none. */
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

  /** Creates a login with a random password. */
  static ClusterLogin create(DataFolder folder) {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    try {
      Path temporary = folder.createTemporary().resolve("password");
      Files.createFile(temporary, DataFolder.PRIVATE_FILE);
      Files.writeString(
          temporary, password + "\n", StandardOpenOption.WRITE, StandardOpenOption.SYNC);
      folder.moveDurably(temporary, folder.password());
      Files.delete(temporary.getParent());
    } catch (IOException e) {
      throw SetupException.of("cannot write the database password to " + folder.password(), e);
    }
    return new ClusterLogin(folder.password(), password);
  }

  DatabaseUrl url(int port) {
    return url(port, DATABASE);
  }

  /**
   * Returns whether the server at a port accepts the login. It then is the folder's server: SCRAM
   * proves that the server knows the password, too.
   */
  boolean canConnect(int port) {
    return canConnect(url(port, MAINTENANCE_DATABASE));
  }

  /** Returns whether the database exists, which {@link #createDatabase} may still be creating. */
  boolean isReady(int port) {
    return canConnect(url(port));
  }

  void createDatabase(int port) {
    DatabaseUrl url = url(port, MAINTENANCE_DATABASE);
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

  /** Omits the password. */
  @Override
  public String toString() {
    return USER + " with the password in " + file;
  }

  private DatabaseUrl url(int port, String database) {
    return new DatabaseUrl(
        List.of(new DatabaseHost(HOST, port)),
        database,
        USER,
        password,
        SslMode.DISABLE,
        Optional.empty(),
        Optional.empty(),
        false,
        false);
  }

  private boolean canConnect(DatabaseUrl url) {
    try (Connection connection = url.dataSource().getConnection()) {
      return connection.isValid(0);
    } catch (SQLException e) {
      if (ConnectFailure.WRONG_PASSWORD.equals(e.getSQLState())) {
        throw new SetupException(
            "the embedded PostgreSQL rejects the password in " + file + ": restore that file", e);
      }
      return false;
    }
  }
}
