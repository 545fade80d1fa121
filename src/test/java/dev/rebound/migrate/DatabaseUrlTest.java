package dev.rebound.migrate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.TestCertificate;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.SslMode;

class DatabaseUrlTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "postgresql://u:p@db.example:6432/bounces,            db.example, 6432, bounces, u,    p,        PREFER",
    "postgres://u:p@db/bounces,                           db,         5432, bounces, u,    p,        PREFER",
    "postgresql://u:p@[2001:db8::1]:5433/bounces,         2001:db8::1, 5433, bounces, u,   p,        PREFER",
    "postgresql://u:p@127.0.0.1/bounces?sslmode=disable,  127.0.0.1,  5432, bounces, u,    p,        DISABLE",
    "postgresql://u:p@db/b?sslmode=verify-full,           db,         5432, b,       u,    p,        VERIFY_FULL",
    "postgresql://u%40x:p%3A%2F%40%25+%20@db/b%20c,       db,         5432, b c,     u@x, 'p:/@%+ ', PREFER",
    "postgresql://u:a:b@db/b,                             db,         5432, b,       u,    a:b,      PREFER",
    "postgresql://u@db/b,                                 db,         5432, b,       u,    '',       PREFER",
    "postgresql://u:@db/b?,                               db,         5432, b,       u,    '',       PREFER",
  })
  void readsEachPart(
      String text, String host, int port, String database, String user, String pass, SslMode ssl) {
    DatabaseUrl url = DatabaseUrl.parse(text);
    assertEquals(
        new DatabaseUrl(
            List.of(new DatabaseHost(host, port)),
            database,
            user,
            pass,
            ssl,
            Optional.empty(),
            Optional.empty(),
            false,
            false),
        url);
    assertEquals(url, DatabaseUrl.parse(url.text()), "the canonical text says the same");
  }

  @Test
  void readsSeveralHosts() {
    DatabaseUrl url =
        DatabaseUrl.parse("postgresql://u:p@one:6432,10.0.0.2,[::1]:5433/b?sslmode=require");
    assertEquals(
        List.of(
            new DatabaseHost("one", 6432),
            new DatabaseHost("10.0.0.2", 5432),
            new DatabaseHost("::1", 5433)),
        url.hosts());
    assertEquals(
        "postgresql://u:p@one:6432,10.0.0.2:5432,[::1]:5433/b?sslmode=require", url.text());
    assertEquals(url, DatabaseUrl.parse(url.text()));
    assertEquals(
        List.of(
            "postgresql://u:p@one:6432/b?sslmode=require",
            "postgresql://u:p@10.0.0.2:5432/b?sslmode=require",
            "postgresql://u:p@[::1]:5433/b?sslmode=require"),
        url.each().stream().map(DatabaseUrl::text).toList());
  }

  @Test
  void asksTheDriverForThePrimaryOfSeveralHostsOnly() {
    DatabaseUrl url = DatabaseUrl.parse("postgresql://u:p@one:6432,two/b");
    assertArrayEquals(new String[] {"one", "two"}, url.dataSource().getServerNames());
    assertArrayEquals(new int[] {6432, 5432}, url.dataSource().getPortNumbers());
    assertEquals("primary", url.dataSource().getTargetServerType());
    DatabaseUrl single = DatabaseUrl.parse("postgresql://u:p@one/b");
    assertEquals("any", single.dataSource().getTargetServerType());
  }

  @Test
  void aRefusalNamesTheSetting() {
    SetupException e =
        assertThrows(
            SetupException.class, () -> DatabaseUrl.parse("REBOUND_DATABASE_READ_URL", "x"));
    assertTrue(e.getMessage().startsWith("REBOUND_DATABASE_READ_URL is invalid: "));
  }

  @ParameterizedTest
  @CsvSource({
    "'',                                          must start with postgresql://",
    "jdbc:postgresql://u:hunter2@db/b,            must start with postgresql://",
    "mysql://u:hunter2@db/b,                      must start with postgresql://",
    "postgresql://db/b,                           must have the form postgresql://",
    "postgresql://:hunter2@db/b,                  must have the form postgresql://",
    "postgresql://u:hunter2@/b,                   must have the form postgresql://",
    "postgresql://u:hunter2@db,                   must have the form postgresql://",
    "postgresql://u:hunter2@db/,                  must have the form postgresql://",
    "postgresql://u:hunter2@db:x/b,               must have the form postgresql://",
    "postgresql://u:hunter2@x@db/b,               percent-encoded",
    "postgresql://u:hunter2/x@db/b,               percent-encoded",
    "postgresql://u:hunter2#x@db/b,               percent-encoded",
    "postgresql://u:hunter2@one:1;two:2/b,        must have the form postgresql://",
    "postgresql://u:hunter2%zz@db/b,              password is not percent-encoded correctly",
    "postgresql://u:hunter2%00@db/b,              password is not percent-encoded correctly",
    "'postgresql://u:hunter2@one,,two/b',         must have the form postgresql://",
    "'postgresql://u:hunter2@one,/b',             must have the form postgresql://",
    "'postgresql://u:hunter2@one:5432,two:x/b',   must have the form postgresql://",
    "'postgresql://u:hunter2@one,two:0/b',        port must be 1 to 65535",
    "'postgresql://u:hunter2@a,b,c,d,e,f,g,h,i/b', up to 8 hosts",
    "postgresql://u:hunter2@db:0/b,               port must be 1 to 65535",
    "postgresql://u:hunter2@db:65536/b,           port must be 1 to 65535",
    "postgresql://u:hunter2@db/b?sslmode=on,      sslmode must be",
    "postgresql://u@db/b?password=hunter2,        no others",
    "postgresql://u:hunter2@db/b?ssl=true,        no others",
    "postgresql://u:hunter2@db/b?pgbouncer=1,     pgbouncer must be true or false",
  })
  void refusesOthersWithoutQuotingThePassword(String text, String why) {
    SetupException e = assertThrows(SetupException.class, () -> DatabaseUrl.parse(text));
    assertTrue(e.getMessage().startsWith("REBOUND_DATABASE_URL is invalid: "), e.getMessage());
    assertTrue(e.getMessage().contains(why), e.getMessage());
    assertFalse(e.getMessage().contains("hunter2"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"})
  void handsTheSslModeToTheDriver(String mode) {
    DatabaseUrl url = DatabaseUrl.parse("postgresql://u:p@db/b?sslmode=" + mode);
    assertEquals(mode, url.dataSource().getSslMode());
    assertTrue(url.text().endsWith("?sslmode=" + mode), url.text());
  }

  @Test
  void configuresTheDriver() {
    DatabaseUrl url =
        DatabaseUrl.parse(
            "postgresql://me:my%20secret@[::1]/a%2Fb?sslmode=verify-ca&sslrootcert=/etc/ca%20s.pem");
    PGSimpleDataSource source = url.dataSource();
    assertArrayEquals(new String[] {"[::1]"}, source.getServerNames());
    assertEquals("a/b", source.getDatabaseName());
    assertEquals("me", source.getUser());
    assertEquals("my secret", source.getPassword());
    assertEquals("/etc/ca s.pem", source.getSslRootCert());
    assertEquals(10, source.getConnectTimeout());
    assertEquals("rebound", source.getApplicationName());
    assertEquals(Optional.of(Path.of("/etc/ca s.pem")), url.sslRootCert());
    assertEquals(url, DatabaseUrl.parse(url.text()));
  }

  @Test
  void handsTheClientCertificateToTheDriver() throws Exception {
    for (X509Bundle pair :
        List.of(
            new CertificateBuilder()
                .subject("CN=me")
                .setIsCertificateAuthority(true)
                .rsa2048()
                .buildSelfSigned(),
            TestCertificate.selfSigned())) {
      Path certificate = Files.writeString(folder.resolve("me.pem"), pair.getCertificatePEM());
      Path key = Files.writeString(folder.resolve("me key.pem"), pair.getPrivateKeyPEM());
      String files = "&sslcert=" + certificate + "&sslkey=" + folder + "/me%20key.pem";
      DatabaseUrl url = DatabaseUrl.parse("postgresql://me@db/b?sslmode=require" + files);
      assertEquals(Optional.of(new ClientCertificate(certificate, key)), url.sslClient());
      assertEquals(url, DatabaseUrl.parse(url.text()));
      PGSimpleDataSource source = url.dataSource();
      assertEquals(certificate.toString(), source.getSslCert());
      assertEquals(key.toString(), source.getSslKey());
      String algorithm = pair.getKeyPair().getPrivate().getAlgorithm();
      assertEquals(algorithm, source.getPemKeyAlgorithm());
    }
  }

  @Test
  void aClientCertificateThatCannotBeUsedIsOneLine() throws IOException {
    Path certificate = Files.writeString(folder.resolve("me.pem"), "");
    String start = "postgresql://me@db/b?sslmode=require&sslcert=" + certificate + "&sslkey=";
    Path encrypted =
        Files.writeString(
            folder.resolve("encrypted.key"),
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n");
    assertUnusable(start + encrypted, "is not a private key of RSA or EC in PKCS#8");
    assertUnusable(start + folder.resolve("none"), "(sslkey): no such file");
  }

  private static void assertUnusable(String text, String part) {
    DatabaseUrl url = DatabaseUrl.parse(text);
    String message = assertThrows(SetupException.class, url::dataSource).getMessage();
    assertTrue(message.contains(part), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sslcert=/a",
        "sslkey=/a",
        "sslmode=verify-full&sslcert=/a&sslkey=/b",
        "sslmode=verify-ca&sslcert=/a&sslkey=/b"
      })
  void refusesHalfAClientCertificateAndOneThatTheDriverCannotUse(String query) {
    assertThrows(SetupException.class, () -> DatabaseUrl.parse("postgresql://me@db/b?" + query));
  }

  @ParameterizedTest
  @CsvSource({"?pgbouncer=true, true", "?pgbouncer=false, false", "'', false"})
  void knowsWhereAPgBouncerAnswers(String query, boolean pgbouncer) {
    DatabaseUrl url = DatabaseUrl.parse("postgresql://u:p@db/b" + query);
    assertEquals(pgbouncer, url.pgbouncer());
    assertEquals(url, DatabaseUrl.parse(url.text()));
  }

  @Test
  void keepsThePasswordOutOfItsDescription() {
    DatabaseUrl url = DatabaseUrl.parse("postgresql://me:hunter2@db/b");
    assertEquals("postgresql://me@db:5432/b?sslmode=prefer", url.toString());
    assertEquals("postgresql://me:hunter2@db:5432/b?sslmode=prefer", url.text());
  }
}
