package dev.rebound;

import dev.rebound.api.HttpOptions;
import dev.rebound.api.endpoint.DeleteAllRule;
import dev.rebound.api.v2.V2Format;
import dev.rebound.api.v3.ListRules;
import dev.rebound.api.v3.V3Options;
import dev.rebound.classify.Classifier;
import dev.rebound.domain.ApiKey;
import dev.rebound.http.ReadLimits;
import dev.rebound.http.ServerCertificate;
import dev.rebound.migrate.DatabaseUrl;
import dev.rebound.migrate.SetupException;
import dev.rebound.mock.send.SentMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * All settings, read and checked before anything starts. {@code conf/rebound.properties}, packed
 * into the jar, lists them with their defaults. The operator's file overrides the defaults, and the
 * environment overrides both: {@code rebound.http.port} is {@code REBOUND_HTTP_PORT}.
 *
 * @param drain how long a stopping service keeps serving, 0 to 300 s
 * @param tracingEndpoint the URL of the OpenTelemetry collector; empty: no tracing
 * @param databaseUrl empty: the embedded database
 * @param databaseReadUrl replicas for pages and totals; empty: none
 * @param databaseDirectUrl the URL for migrations and seeds; empty: {@code databaseUrl}
 * @param databaseConnections connections for pages and writes of each event loop, 1 to 100
 * @param eventDays days for which events are kept, up to 36,500; 0: forever
 * @param keptDeletionDays days for which deleted rows are kept, up to 36,500; 0: not at all
 * @param eraseKey of the hashes of erased addresses; empty: none can stay blocked
 * @param apiKey a full-access key of the root account; empty: the service generates one
 * @param customClassifier a classifier with the operator's rules before the built-in ones
 * @param isMock whether the service stands in for SendGrid in tests
 * @param allowsAnyWebhookTarget whether a mock may send events to public addresses
 * @param mockMessages the messages that a mock remembers
 */
public record Settings(
    HttpOptions http,
    String adminHost,
    int adminPort,
    Duration drain,
    String tracingEndpoint,
    Optional<DatabaseUrl> databaseUrl,
    Optional<DatabaseUrl> databaseReadUrl,
    Optional<DatabaseUrl> databaseDirectUrl,
    int databaseConnections,
    int eventDays,
    int keptDeletionDays,
    String eraseKey,
    Path dataDir,
    Optional<ApiKey> apiKey,
    Optional<Classifier> customClassifier,
    boolean isMock,
    boolean allowsAnyWebhookTarget,
    SentMessages.Limits mockMessages) {

  private static final int MAX_SCOPES = 500;
  private static final int MIN_ERASE_KEY = 32;
  // These scopes are permissions of the key, which a setting must not claim.
  private static final Pattern EXTRA_SCOPE =
      Pattern.compile("(?!suppression\\.|rebound\\.)[a-z0-9_-]+(\\.[a-z0-9_-]+)*");

  /**
   * Reads the defaults, then the file that {@code REBOUND_CONFIG} names, then the environment.
   *
   * @throws SetupException for an unreadable settings file; otherwise with every wrong setting in
   *     one message
   */
  public static Settings of(Map<String, String> environment) {
    SettingValues values = SettingValues.of(environment);
    boolean isMock = values.oneOf("rebound.mode", "store", "mock").equals("mock");
    Settings settings =
        new Settings(
            http(values, isMock),
            values.host("rebound.admin.host"),
            values.port("rebound.admin.port"),
            Duration.ofSeconds(values.number("rebound.stop.drain-seconds", 0, 300)),
            values.url("rebound.tracing.endpoint", "http://127.0.0.1:4318"),
            databaseUrl(values, "rebound.database.url"),
            databaseUrl(values, "rebound.database.read-url"),
            databaseUrl(values, "rebound.database.direct-url"),
            values.number("rebound.database.connections", 1, 100),
            values.number("rebound.retention.event-days", 0, 36_500),
            values.number("rebound.deletions.keep-days", 0, 36_500),
            eraseKey(values),
            dataDir(values),
            apiKey(values),
            customClassifier(values),
            isMock,
            values.oneOf("rebound.mock.webhook-targets", "private", "any").equals("any"),
            new SentMessages.Limits(
                values.number("rebound.mock.messages", 0, 1_000_000),
                values.number("rebound.mock.message-bytes", 0, 1_000_000_000)));
    if (values.text("rebound.database.url").isEmpty()
        && !values.text("rebound.database.read-url").isEmpty()) {
      values.reject("REBOUND_DATABASE_READ_URL needs REBOUND_DATABASE_URL");
    }
    logFormat(values);
    values.requireValid();
    return settings;
  }

  /**
   * Returns the log format, {@code text}, {@code json} or {@code auto}, without checking the other
   * settings.
   *
   * @throws SetupException for an unreadable settings file
   */
  static String logFormat(Map<String, String> environment) {
    return logFormat(SettingValues.of(environment));
  }

  private static String logFormat(SettingValues values) {
    return values.oneOf("rebound.log.format", "auto", "text", "json");
  }

  private static HttpOptions http(SettingValues values, boolean isMock) {
    return new HttpOptions(
        values.host("rebound.http.host"),
        values.port("rebound.http.port"),
        values.url("rebound.http.public-url", "https://example.com").replaceFirst("/+$", ""),
        certificate(values),
        values.flag("rebound.http.strict-accept"),
        requestsPerMinute(values, isMock),
        values.number("rebound.limit.connections", 1, 1_000_000),
        values.number("rebound.limit.connections-per-address", 0, 1_000_000),
        values.number("rebound.limit.admin-connections", 1, 10_000),
        readLimits(values),
        acceptedKeys(values, isMock),
        Duration.ofSeconds(values.number("rebound.http.key-cache-seconds", 1, 10)),
        values.share("rebound.log.access-share"),
        Duration.ofMinutes(values.number("rebound.webhook.timestamp-window-minutes", 1, 1440)),
        deleteAll(values),
        !values.text("rebound.erase.key").isEmpty(),
        values.flag("rebound.console"),
        ApiKey.parse(values.text("rebound.api.key")).map(ApiKey::id),
        v3(values),
        v2(values));
  }

  private static Optional<ServerCertificate> certificate(SettingValues values) {
    String certificate = values.text("rebound.http.tls-certificate");
    String key = values.text("rebound.http.tls-key");
    if (certificate.isEmpty() && !key.isEmpty()) {
      values.reject("rebound.http.tls-key needs rebound.http.tls-certificate");
    } else if (key.isEmpty() && !certificate.isEmpty()) {
      values.reject("rebound.http.tls-certificate needs rebound.http.tls-key");
    } else if (!key.isEmpty()) {
      try {
        return Optional.of(ServerCertificate.read(Path.of(certificate), Path.of(key)));
      } catch (ServerCertificate.InvalidException e) {
        values.reject("rebound.http.tls-certificate: " + e.getMessage());
      }
    }
    return Optional.empty();
  }

  private static ReadLimits readLimits(SettingValues values) {
    return new ReadLimits(
        Duration.ofSeconds(values.number("rebound.http.head-seconds", 1, 600)),
        Duration.ofSeconds(values.number("rebound.http.body-seconds", 1, 3600)),
        values.number("rebound.http.body-bytes-per-second", 1, 1_000_000_000),
        Duration.ofSeconds(values.number("rebound.http.idle-seconds", 1, 3600)));
  }

  private static int requestsPerMinute(SettingValues values, boolean isMock) {
    String name = "rebound.limit.requests-per-minute";
    if (values.text(name).isEmpty()) {
      return isMock ? HttpOptions.SENDGRIDS_LIMIT : 0;
    }
    return values.number(name, 0, 1_000_000_000);
  }

  private static HttpOptions.AcceptedKeys acceptedKeys(SettingValues values, boolean isMock) {
    String auth = values.oneOf("rebound.mock.auth", "key", "formed", "any");
    if (!auth.equals("key") && !isMock) {
      values.reject("rebound.mock.auth=" + auth + " needs rebound.mode=mock");
    }
    return switch (auth) {
      case "any" -> HttpOptions.AcceptedKeys.ANY;
      case "formed" -> HttpOptions.AcceptedKeys.FORMED;
      default -> HttpOptions.AcceptedKeys.KNOWN;
    };
  }

  private static DeleteAllRule deleteAll(SettingValues values) {
    return switch (values.oneOf("rebound.delete.all", "allow", "confirm", "forbid")) {
      case "confirm" -> DeleteAllRule.CONFIRM;
      case "forbid" -> DeleteAllRule.FORBID;
      default -> DeleteAllRule.ALLOW;
    };
  }

  private static V3Options v3(SettingValues values) {
    return new V3Options(
        new ListRules(
            values.flag("rebound.v3.clamp-limit"),
            values.flag("rebound.v3.double-encoded-wildcard"),
            values.flag("rebound.v3.link-next-at-end")),
        values.oneOf("rebound.v3.technical-class", "Technical Failure", "Technical"),
        extraScopes(values));
  }

  private static List<String> extraScopes(SettingValues values) {
    String name = "rebound.v3.extra-scopes";
    List<String> scopes =
        Arrays.stream(values.text(name).split("[,\\s]+"))
            .filter(scope -> !scope.isEmpty())
            .distinct()
            .toList();
    boolean isValid =
        scopes.stream().allMatch(EXTRA_SCOPE.asMatchPredicate()) && scopes.size() <= MAX_SCOPES;
    if (!isValid) {
      values.reject(
          name
              + " must list at most "
              + MAX_SCOPES
              + " scopes such as mail.send, not suppression.… or rebound.…");
    }
    return scopes;
  }

  private static V2Format.Options v2(SettingValues values) {
    return new V2Format.Options(
        values.oneOf("rebound.v2.content-type", "application/json", "text/html"),
        values.oneOf("rebound.v2.count", "string", "integer").equals("integer"),
        values.timeZone("rebound.v2.time-zone"));
  }

  private static Optional<DatabaseUrl> databaseUrl(SettingValues values, String name) {
    String text = values.text(name);
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(DatabaseUrl.parse(SettingValues.variable(name), text));
    } catch (SetupException e) {
      values.reject(e.getMessage());
      return Optional.empty();
    }
  }

  private static String eraseKey(SettingValues values) {
    String name = "rebound.erase.key";
    String key = values.text(name);
    if (!key.isEmpty() && key.length() < MIN_ERASE_KEY) {
      values.reject(name + " must have " + MIN_ERASE_KEY + " characters or more");
    }
    return key;
  }

  private static Path dataDir(SettingValues values) {
    String name = "rebound.data.dir";
    if (values.text(name).isEmpty()) {
      values.reject(name + " must name a folder");
    }
    return Path.of(values.text(name));
  }

  private static Optional<ApiKey> apiKey(SettingValues values) {
    String text = values.text("rebound.api.key");
    Optional<ApiKey> key = ApiKey.parse(text);
    if (key.isEmpty() && !text.isEmpty()) {
      values.reject("rebound.api.key must have the form SG.<22 characters>.<43>");
    }
    return key;
  }

  private static Optional<Classifier> customClassifier(SettingValues values) {
    String name = "rebound.classify.rules";
    String file = values.text(name);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Classifier.withOwnRules(Files.readString(Path.of(file))));
    } catch (IOException e) {
      values.reject(SetupException.of(name + ": cannot read " + file, e).getMessage());
    } catch (IllegalArgumentException e) {
      values.reject(name + ": " + file + ": " + e.getMessage());
    }
    return Optional.empty();
  }

  /** Returns the classifier with the built-in rules, and before them the operator's. */
  public Classifier classifier() {
    return customClassifier.orElseGet(Classifier::standard);
  }

  /** Returns the type only: the settings hold a key and passwords. */
  @Override
  public String toString() {
    return "Settings";
  }
}
