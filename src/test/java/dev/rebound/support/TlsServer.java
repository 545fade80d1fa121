package dev.rebound.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The test run's PostgreSQL, made to speak TLS as {@code localhost} for a while. Its other clients
 * go on as before. Skips the test where that server's files are not on this machine.
 */
public final class TlsServer implements AutoCloseable {
  /** A role that logs in by a certificate alone. */
  public static final String CERTIFIED_USER = "certified";

  private final Connection behind;
  private final Path rules;
  private final String rulesBefore;
  private final Path authority;
  private final Path otherAuthority;

  private TlsServer(Connection behind, Path authority, Path otherAuthority)
      throws IOException, SQLException {
    this.behind = behind;
    this.rules = Path.of(ask(behind, "SHOW hba_file"));
    this.rulesBefore = Files.readString(rules);
    this.authority = authority;
    this.otherAuthority = otherAuthority;
  }

  /**
   * @param url a database of the server
   * @param folder for certificates
   */
  public static TlsServer start(String url, Path folder) throws Exception {
    Connection behind = TestDatabase.connect(url);
    assumeTrue(Files.isDirectory(Path.of(ask(behind, "SHOW data_directory"))));
    X509Bundle authority = authority("Rebound's tests");
    X509Bundle server =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=localhost")
            .addSanDnsName("localhost")
            .buildIssuedBy(authority);
    Path key = write(folder, "server.key", server.getPrivateKeyPEM());
    Path certificate = write(folder, "server.pem", server.getCertificatePEM());
    TlsServer tls =
        new TlsServer(
            behind,
            write(folder, "ca.pem", authority.getCertificatePEM()),
            write(folder, "other.pem", authority("somebody else").getCertificatePEM()));
    tls.execute("ALTER SYSTEM SET ssl_cert_file = '%s'".formatted(certificate));
    tls.execute("ALTER SYSTEM SET ssl_key_file = '%s'".formatted(key));
    tls.execute("ALTER SYSTEM SET ssl_ca_file = '%s'".formatted(tls.authority));
    tls.execute("CREATE ROLE " + CERTIFIED_USER + " LOGIN");
    Files.writeString(tls.rules, "hostssl all " + CERTIFIED_USER + " all cert\n" + tls.rulesBefore);
    tls.issue(folder, authority);
    tls.speakTls(true);
    return tls;
  }

  private void issue(Path folder, X509Bundle authority) throws Exception {
    CertificateBuilder client =
        new CertificateBuilder().subject("CN=" + CERTIFIED_USER).addExtendedKeyUsageClientAuth();
    for (String kind : new String[] {"rsa", "ec"}) {
      CertificateBuilder builder = kind.equals("rsa") ? client.rsa2048() : client.ecp256();
      X509Bundle issued = builder.buildIssuedBy(authority);
      write(folder, kind + ".pem", issued.getCertificatePEM());
      write(folder, kind + ".key", issued.getPrivateKeyPEM());
    }
    X509Bundle stranger = client.buildIssuedBy(authority("a stranger"));
    write(folder, "stranger.pem", stranger.getCertificatePEM());
    write(folder, "stranger.key", stranger.getPrivateKeyPEM());
  }

  private static X509Bundle authority(String name) throws Exception {
    return new CertificateBuilder()
        .ecp256()
        .subject("CN=" + name)
        .setIsCertificateAuthority(true)
        .buildSelfSigned();
  }

  private static Path write(Path folder, String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    // The server takes a key that others may read for lost.
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** Whether connections from now on may be of TLS. */
  public void speakTls(boolean speaks) throws SQLException {
    execute("ALTER SYSTEM SET ssl = " + (speaks ? "on" : "off"));
    execute("SELECT pg_reload_conf()");
    String wanted = speaks ? "on" : "off";
    // The server reads its files again when it comes to it; new connections get what it read.
    long end = System.nanoTime() + 20_000_000_000L;
    while (!ask(behind, "SHOW ssl").equals(wanted)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the server did not take ssl=" + wanted);
      }
      Thread.onSpinWait();
    }
  }

  /** Who vouches for the server's certificate. */
  public Path authority() {
    return authority;
  }

  /** Who does not. */
  public Path otherAuthority() {
    return otherAuthority;
  }

  @Override
  public void close() throws IOException, SQLException {
    Files.writeString(rules, rulesBefore);
    execute("DROP ROLE " + CERTIFIED_USER);
    for (String setting : new String[] {"ssl", "ssl_cert_file", "ssl_key_file", "ssl_ca_file"}) {
      execute("ALTER SYSTEM RESET " + setting);
    }
    execute("SELECT pg_reload_conf()");
    behind.close();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = behind.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
