package dev.rebound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rebound.api.HttpOptions;
import dev.rebound.api.endpoint.DeleteAllRule;
import dev.rebound.api.v2.V2Format;
import dev.rebound.api.v3.ListRules;
import dev.rebound.api.v3.V3Options;
import dev.rebound.http.ReadLimits;
import dev.rebound.migrate.SetupException;
import dev.rebound.support.TestCertificate;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir Path folder;

  private static final String DATABASE = "postgresql://a:b@c:5432/d?sslmode=prefer";
  private static final String API_KEY = "SG." + "a".repeat(22) + "." + "b".repeat(43);

  @Test
  void everySettingHasADefault() {
    Settings settings = Settings.of(Map.of());
    HttpOptions http =
        new HttpOptions(
            "127.0.0.1",
            8080,
            "",
            Optional.empty(),
            false,
            0,
            10_000,
            2_000,
            100,
            new ReadLimits(
                Duration.ofSeconds(10), Duration.ofSeconds(30), 1_000, Duration.ofSeconds(75)),
            HttpOptions.AcceptedKeys.KNOWN,
            Duration.ofSeconds(5),
            0,
            Duration.ofMinutes(10),
            DeleteAllRule.ALLOW,
            false,
            true,
            Optional.empty(),
            new V3Options(new ListRules(false, true, true), "Technical Failure", List.of()),
            new V2Format.Options("application/json", false, ZoneId.of("UTC")));
    assertEquals(http, settings.http());
    assertEquals("127.0.0.1", settings.adminHost());
    assertEquals(8081, settings.adminPort());
    assertEquals(Optional.empty(), settings.databaseUrl());
    assertEquals(Optional.empty(), settings.databaseReadUrl());
    assertEquals(4, settings.databaseConnections());
    assertEquals(0, settings.eventDays());
    assertEquals(30, settings.keptDeletionDays());
    assertEquals("auto", Settings.logFormat(Map.of()));
    assertEquals("", settings.tracingEndpoint());
    assertEquals(Path.of("data"), settings.dataDir());
    assertEquals(Optional.empty(), settings.apiKey());
    assertFalse(settings.isMock());
    assertFalse(settings.allowsAnyWebhookTarget());
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        setting("REBOUND_HTTP_HOST", "::1", settings -> settings.http().host()),
        setting("REBOUND_HTTP_PORT", "0", settings -> settings.http().port()),
        setting(
            "REBOUND_HTTP_PUBLIC_URL", "https://x.org", settings -> settings.http().publicUrl()),
        setting("REBOUND_HTTP_STRICT_ACCEPT", "true", settings -> settings.http().strictAccept()),
        setting("REBOUND_CONSOLE", "false", settings -> settings.http().hasPages()),
        setting(
            "REBOUND_LIMIT_REQUESTS_PER_MINUTE",
            "600",
            settings -> settings.http().requestsPerMinute()),
        setting("REBOUND_LIMIT_CONNECTIONS", "20", settings -> settings.http().maxConnections()),
        setting(
            "REBOUND_LIMIT_CONNECTIONS_PER_ADDRESS",
            "0",
            settings -> settings.http().maxConnectionsPerAddress()),
        setting(
            "REBOUND_HTTP_BODY_BYTES_PER_SECOND",
            "1",
            settings -> settings.http().readLimits().bodyBytesPerSecond()),
        setting(
            "REBOUND_HTTP_KEY_CACHE_SECONDS",
            "10",
            settings -> settings.http().keyCache().toSeconds()),
        setting(
            "REBOUND_WEBHOOK_TIMESTAMP_WINDOW_MINUTES",
            "1440",
            settings -> settings.http().signatureWindow().toMinutes()),
        setting("REBOUND_V3_CLAMP_LIMIT", "true", settings -> rules(settings).clampLimit()),
        setting(
            "REBOUND_V3_DOUBLE_ENCODED_WILDCARD",
            "false",
            settings -> rules(settings).doubleEncodedWildcard()),
        setting(
            "REBOUND_V3_LINK_NEXT_AT_END", "false", settings -> rules(settings).linksNextAtEnd()),
        setting(
            "REBOUND_V3_TECHNICAL_CLASS",
            "Technical",
            settings -> settings.http().v3().technicalClass()),
        setting(
            "REBOUND_V3_EXTRA_SCOPES",
            "mail.send,user.profile.read",
            settings -> String.join(",", settings.http().v3().extraScopes())),
        setting("REBOUND_ADMIN_HOST", "0.0.0.0", Settings::adminHost),
        setting("REBOUND_ADMIN_PORT", "65535", Settings::adminPort),
        setting("REBOUND_DATABASE_URL", DATABASE, settings -> settings.databaseUrl().get().text()),
        setting(
            "REBOUND_DATABASE_DIRECT_URL",
            DATABASE,
            settings -> settings.databaseDirectUrl().get().text()),
        setting("REBOUND_DATABASE_CONNECTIONS", "100", Settings::databaseConnections),
        setting("REBOUND_RETENTION_EVENT_DAYS", "36500", Settings::eventDays),
        setting("REBOUND_DATA_DIR", "/var/lib/rebound", Settings::dataDir),
        setting("REBOUND_API_KEY", API_KEY, settings -> settings.apiKey().get().text()));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void theEnvironmentOverridesADefault(
      String name, String value, Function<Settings, Object> getter) {
    assertEquals(value, getter.apply(Settings.of(Map.of(name, " " + value + "\n"))).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, '', http://127.0.0.1:8090",
    "::1, '', http://[::1]:8090",
    "127.0.0.1, https://x.org/, https://x.org",
    "127.0.0.1, https://x.org/api, https://x.org/api",
  })
  void urlsStartWithThePublicUrlOrElseWithTheListenAddress(
      String host, String publicUrl, String expected) {
    Map<String, String> environment =
        Map.of(
            "REBOUND_HTTP_HOST", host,
            "REBOUND_HTTP_PORT", "8090",
            "REBOUND_HTTP_PUBLIC_URL", publicUrl);
    assertEquals(expected, Settings.of(environment).http().baseUrl());
  }

  @Test
  void aFileOverridesTheDefaultsAndTheEnvironmentTheFile() throws IOException {
    String file =
        file(
            """
            # the operator's
            rebound.http.port = 8090
            rebound.http.public-url: https://x.org/
            rebound.admin.port=8091
            """);
    Settings settings = Settings.of(Map.of("REBOUND_CONFIG", file, "REBOUND_ADMIN_PORT", "8092"));
    assertEquals(8090, settings.http().port());
    assertEquals("https://x.org", settings.http().publicUrl());
    assertEquals(8092, settings.adminPort());
    assertEquals("127.0.0.1", settings.adminHost());
  }

  @Test
  void aSettingThatDoesNotExistIsRefused() throws IOException {
    assertRefused(
        "unknown setting rebound.http.prot (the environment: REBOUND_HTTP_PROT);"
            + " see conf/rebound.properties",
        Map.of("REBOUND_HTTP_PROT", "8080"));
    String file = file("rebound.htpt.port=8080");
    assertRefused(
        "unknown setting rebound.htpt.port (" + file + "); see conf/rebound.properties",
        Map.of("REBOUND_CONFIG", file));
  }

  @Test
  void aFileThatCannotBeReadIsRefused() throws IOException {
    String missing = folder.resolve("missing").toString();
    assertThrows(SetupException.class, () -> Settings.of(Map.of("REBOUND_CONFIG", missing)));
    String broken = file("rebound.http.port=\\u12");
    assertThrows(SetupException.class, () -> Settings.of(Map.of("REBOUND_CONFIG", broken)));
  }

  @ParameterizedTest
  @CsvSource({
    "REBOUND_HTTP_PORT, 65536, rebound.http.port must be a number from 0 to 65535",
    "REBOUND_HTTP_PORT, -1, rebound.http.port must be a number from 0 to 65535",
    "REBOUND_HTTP_PORT, '', rebound.http.port must be a number from 0 to 65535",
    "REBOUND_HTTP_PORT, 80a, rebound.http.port must be a number from 0 to 65535",
    "REBOUND_HTTP_PORT, 99999999999, rebound.http.port must be a number from 0 to 65535",
    "REBOUND_HTTP_KEY_CACHE_SECONDS, 0, rebound.http.key-cache-seconds must be a number from 1 to"
        + " 10",
    "REBOUND_WEBHOOK_TIMESTAMP_WINDOW_MINUTES, 0, rebound.webhook.timestamp-window-minutes must be"
        + " a number from 1 to 1440",
    "REBOUND_WEBHOOK_TIMESTAMP_WINDOW_MINUTES, 1441, rebound.webhook.timestamp-window-minutes must"
        + " be a number from 1 to 1440",
    "REBOUND_HTTP_STRICT_ACCEPT, yes, rebound.http.strict-accept must be true or false",
    "REBOUND_LOG_ACCESS_SHARE, 1.1, 'rebound.log.access-share must be a number from 0 to 1, such as"
        + " 0.01'",
    "REBOUND_LOG_ACCESS_SHARE, -0.1, 'rebound.log.access-share must be a number from 0 to 1, such"
        + " as 0.01'",
    "REBOUND_LOG_ACCESS_SHARE, NaN, 'rebound.log.access-share must be a number from 0 to 1, such as"
        + " 0.01'",
    "REBOUND_LOG_ACCESS_SHARE, all, 'rebound.log.access-share must be a number from 0 to 1, such as"
        + " 0.01'",
    "REBOUND_V3_CLAMP_LIMIT, '', rebound.v3.clamp-limit must be true or false",
  })
  void aValueThatDoesNotFitIsRefused(String name, String value, String message) {
    assertRefused(message, Map.of(name, value));
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
        arguments("REBOUND_HTTP_HOST", ""),
        arguments("REBOUND_HTTP_HOST", "http://127.0.0.1"),
        arguments("REBOUND_HTTP_PORT", "80a"),
        arguments("REBOUND_HTTP_PUBLIC_URL", "example.com"),
        arguments("REBOUND_HTTP_STRICT_ACCEPT", "yes"),
        arguments("REBOUND_CONSOLE", "on"),
        arguments("REBOUND_HTTP_KEY_CACHE_SECONDS", "11"),
        arguments("REBOUND_LIMIT_REQUESTS_PER_MINUTE", "-1"),
        arguments("REBOUND_LIMIT_CONNECTIONS", "0"),
        arguments("REBOUND_LIMIT_CONNECTIONS_PER_ADDRESS", "-1"),
        arguments("REBOUND_LIMIT_ADMIN_CONNECTIONS", "0"),
        arguments("REBOUND_HTTP_HEAD_SECONDS", "0"),
        arguments("REBOUND_HTTP_BODY_SECONDS", "0"),
        arguments("REBOUND_HTTP_BODY_BYTES_PER_SECOND", "0"),
        arguments("REBOUND_HTTP_IDLE_SECONDS", "0"),
        arguments("REBOUND_HTTP_TLS_CERTIFICATE", "/nonexistent"),
        arguments("REBOUND_HTTP_TLS_KEY", "/nonexistent"),
        arguments("REBOUND_ERASE_KEY", "too short"),
        arguments("REBOUND_V3_CLAMP_LIMIT", "1"),
        arguments("REBOUND_V3_DOUBLE_ENCODED_WILDCARD", "no"),
        arguments("REBOUND_V3_LINK_NEXT_AT_END", "yes"),
        arguments("REBOUND_DELETE_ALL", "deny"),
        arguments("REBOUND_DELETIONS_KEEP_DAYS", "-1"),
        arguments("REBOUND_V3_TECHNICAL_CLASS", "technical"),
        arguments("REBOUND_V3_EXTRA_SCOPES", "mail.send, mail/send"),
        arguments("REBOUND_V3_EXTRA_SCOPES", "suppression.read"),
        arguments("REBOUND_V3_EXTRA_SCOPES", "rebound.erase"),
        arguments("REBOUND_WEBHOOK_TIMESTAMP_WINDOW_MINUTES", "1441"),
        arguments("REBOUND_V2_CONTENT_TYPE", "text/plain"),
        arguments("REBOUND_V2_COUNT", "number"),
        arguments("REBOUND_V2_TIME_ZONE", "Mars/Olympus"),
        arguments("REBOUND_CLASSIFY_RULES", "/nonexistent"),
        arguments("REBOUND_STOP_DRAIN_SECONDS", "301"),
        arguments("REBOUND_LOG_FORMAT", "xml"),
        arguments("REBOUND_LOG_ACCESS_SHARE", "2"),
        arguments("REBOUND_ADMIN_HOST", ""),
        arguments("REBOUND_ADMIN_PORT", "65536"),
        arguments("REBOUND_TRACING_ENDPOINT", "localhost:4318"),
        arguments("REBOUND_TRACING_ENDPOINT", "ftp://localhost"),
        arguments("REBOUND_TRACING_ENDPOINT", "http://"),
        arguments("REBOUND_TRACING_ENDPOINT", "http://a b"),
        arguments("REBOUND_DATABASE_URL", "tcp://db:5432"),
        arguments("REBOUND_DATABASE_READ_URL", "mysql://a:b@c/d"),
        arguments("REBOUND_DATABASE_DIRECT_URL", "postgresql://c/d"),
        arguments("REBOUND_DATABASE_CONNECTIONS", "0"),
        arguments("REBOUND_DATABASE_CONNECTIONS", "101"),
        arguments("REBOUND_RETENTION_EVENT_DAYS", "36501"),
        arguments("REBOUND_RETENTION_EVENT_DAYS", "a year"),
        arguments("REBOUND_DATA_DIR", ""),
        arguments("REBOUND_API_KEY", "SG.x.y"),
        arguments("REBOUND_MODE", "mocks"),
        arguments("REBOUND_MOCK_AUTH", "all"),
        arguments("REBOUND_MOCK_AUTH", "any"),
        arguments("REBOUND_MOCK_AUTH", "formed"),
        arguments("REBOUND_MOCK_MESSAGES", "-1"),
        arguments("REBOUND_MOCK_MESSAGES", "1000001"),
        arguments("REBOUND_MOCK_MESSAGE_BYTES", "many"),
        arguments("REBOUND_MOCK_WEBHOOK_TARGETS", "all"));
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  void aWrongValueIsRefusedAtOnce(String variable, String value) {
    Map<String, String> environment = Map.of(variable, value);
    SetupException refusal =
        assertThrows(SetupException.class, () -> Settings.of(environment), variable);
    String message = refusal.getMessage().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    assertTrue(message.startsWith(variable), refusal.getMessage());
  }

  @Test
  void everySettingIsAmongTheWrongValues() throws IOException {
    Set<String> tested =
        wrongValues().map(row -> (String) row.get()[0]).collect(Collectors.toSet());
    assertEquals(defaults().keySet(), tested);
  }

  @Test
  void theDocumentationListsEverySettingWithItsDefault() throws IOException {
    Pattern row = Pattern.compile("(?m)^\\| `(REBOUND_\\w+)` \\| (?:`(.*?)`|empty) \\|");
    Map<String, String> documented =
        row.matcher(Files.readString(Path.of("docs/configuration.md")))
            .results()
            .collect(
                Collectors.toMap(
                    match -> match.group(1), match -> Objects.toString(match.group(2), "")));
    assertEquals(defaults(), documented);
  }

  @Test
  void oneMessageReportsAllWrongSettings() {
    assertRefused(
        "rebound.http.port must be a number from 0 to 65535;"
            + " rebound.v3.clamp-limit must be true or false",
        Map.of("REBOUND_HTTP_PORT", "a", "REBOUND_V3_CLAMP_LIMIT", "b"));
  }

  @Test
  void aWrongSecretIsNotQuoted() {
    Map<String, String> environment =
        Map.of("REBOUND_API_KEY", "secret", "REBOUND_DATABASE_URL", "postgresql://a:secret@@b/c");
    SetupException refusal = assertThrows(SetupException.class, () -> Settings.of(environment));
    assertFalse(refusal.getMessage().contains("secret"), refusal.getMessage());
  }

  @Test
  void aFaultInTheCustomRulesIsRefused() throws IOException {
    String rules = Files.writeString(folder.resolve("rules.txt"), "nonsense\n").toString();
    Map<String, String> environment = Map.of("REBOUND_CLASSIFY_RULES", rules);
    SetupException refusal = assertThrows(SetupException.class, () -> Settings.of(environment));
    assertTrue(
        refusal.getMessage().startsWith("rebound.classify.rules: " + rules + ": line 1"),
        refusal.getMessage());
  }

  @Test
  void replicasNeedADatabase() {
    Map<String, String> both =
        Map.of("REBOUND_DATABASE_URL", DATABASE, "REBOUND_DATABASE_READ_URL", DATABASE);
    assertEquals(DATABASE, Settings.of(both).databaseReadUrl().get().text());
    assertRefused(
        "REBOUND_DATABASE_READ_URL needs REBOUND_DATABASE_URL",
        Map.of("REBOUND_DATABASE_READ_URL", DATABASE));
  }

  @Test
  void theTextOfSettingsHoldsNoSecret() {
    assertFalse(Settings.of(Map.of("REBOUND_API_KEY", API_KEY)).toString().contains(API_KEY));
  }

  @Test
  void aMockHasSendGridsRateLimitByDefault() {
    assertEquals(600, Settings.of(Map.of("REBOUND_MODE", "mock")).http().requestsPerMinute());
    Map<String, String> unlimited =
        Map.of("REBOUND_MODE", "mock", "REBOUND_LIMIT_REQUESTS_PER_MINUTE", "0");
    assertEquals(0, Settings.of(unlimited).http().requestsPerMinute());
  }

  @Test
  void onlyAMockTakesAnyKey() {
    Map<String, String> mock = Map.of("REBOUND_MODE", "mock", "REBOUND_MOCK_AUTH", "any");
    assertEquals(HttpOptions.AcceptedKeys.ANY, Settings.of(mock).http().acceptedKeys());
  }

  @Test
  void webhookTargetsArePrivateOrAny() {
    Map<String, String> any = Map.of("REBOUND_MOCK_WEBHOOK_TARGETS", "any");
    assertTrue(Settings.of(any).allowsAnyWebhookTarget());
  }

  // Kubernetes sets these for services named rebound, rebound-admin and rebound-db.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "REBOUND_SERVICE_HOST=10.0.0.1",
        "REBOUND_SERVICE_PORT=8080",
        "REBOUND_SERVICE_PORT_HTTP=8080",
        "REBOUND_PORT=tcp://10.0.0.1:8080",
        "REBOUND_PORT_8080_TCP=tcp://10.0.0.1:8080",
        "REBOUND_PORT_8080_TCP_PROTO=tcp",
        "REBOUND_PORT_8080_TCP_PORT=8080",
        "REBOUND_PORT_8080_TCP_ADDR=10.0.0.1",
        "REBOUND_ADMIN_SERVICE_HOST=10.0.0.1",
        "REBOUND_ADMIN_SERVICE_PORT_HTTP=8081",
        "REBOUND_ADMIN_PORT=tcp://10.0.0.1:8081",
        "REBOUND_ADMIN_PORT_8081_TCP=tcp://10.0.0.1:8081",
        "REBOUND_ADMIN_PORT_8081_TCP_ADDR=10.0.0.1",
        "REBOUND_DB_PORT=tcp://10.0.0.1:5432",
        "REBOUND_DB_PORT_5432_TCP_PROTO=tcp",
        "REBOUND_JAVA_HOME=/opt/jdk",
        "REBOUND_TEST_DATABASE=container",
        "REBOUNDER_PORT=1",
        "HTTP_PORT=1",
      })
  void otherVariablesAreIgnored(String variable) {
    String[] parts = variable.split("=");
    Settings settings = Settings.of(Map.of(parts[0], parts[1]));
    assertEquals(8080, settings.http().port());
    assertEquals(8081, settings.adminPort());
  }

  private static Arguments setting(String name, String value, Function<Settings, Object> getter) {
    return arguments(name, value, getter);
  }

  private static ListRules rules(Settings settings) {
    return settings.http().v3().list();
  }

  private static void assertRefused(String message, Map<String, String> environment) {
    assertEquals(
        message, assertThrows(SetupException.class, () -> Settings.of(environment)).getMessage());
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("rebound.properties"), text).toString();
  }

  /** Returns the defaults of conf/rebound.properties by environment variable. */
  private static Map<String, String> defaults() throws IOException {
    Properties properties = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of("conf/rebound.properties"))) {
      properties.load(file);
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(SettingValues::variable, properties::getProperty));
  }

  @Test
  void aCertificateThatCannotBeUsedIsOneLine() throws Exception {
    TestCertificate certificate = TestCertificate.in(folder);
    Map<String, String> settings = new HashMap<>(certificate.settings());
    Settings read = Settings.of(settings);
    assertEquals("https://127.0.0.1:8443", read.http().url(8443));

    certificate.write(Files.readString(certificate.certificateFile()), "-----BEGIN");
    assertRefused(settings, "are not a certificate and its private key in PEM, not encrypted");
    String otherKey = TestCertificate.selfSigned().getPrivateKeyPEM();
    certificate.write(Files.readString(certificate.certificateFile()), otherKey);
    assertRefused(settings, "api.key is not the key of the certificate in ");
    settings.put("REBOUND_HTTP_TLS_KEY", folder.resolve("none").toString());
    assertRefused(settings, "there is no file ");
    settings.put("REBOUND_HTTP_TLS_KEY", folder.toString());
    assertRefused(settings, "cannot read ");
    settings.remove("REBOUND_HTTP_TLS_KEY");
    assertRefused(settings, "rebound.http.tls-certificate needs rebound.http.tls-key");
  }

  private static void assertRefused(Map<String, String> settings, String part) {
    String message = assertThrows(SetupException.class, () -> Settings.of(settings)).getMessage();
    assertTrue(message.contains(part), message);
    assertEquals(1, message.lines().count(), message);
  }
}
