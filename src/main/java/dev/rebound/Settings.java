package dev.rebound;

import dev.rebound.api.HttpOptions;
import dev.rebound.api.v2.V2Options;
import dev.rebound.api.v3.ListRules;
import dev.rebound.classify.Classifier;
import dev.rebound.migrate.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Every setting. {@code conf/rebound.properties}, packed into the jar, names them all with their
 * defaults; a file of the operator's and then the environment override it: {@code
 * rebound.http.port} is {@code REBOUND_HTTP_PORT}.
 */
public final class Settings {
  private static final Pattern PUBLIC_URL = Pattern.compile("https?://[!-~&&[^<>\"?#]]+");

  private final SettingValues values;

  private Settings(SettingValues values) {
    this.values = values;
  }

  /**
   * Reads the defaults, then the file named by {@code REBOUND_CONFIG}, then the environment.
   *
   * @throws SetupException for a setting that does not exist, or a file that cannot be read
   */
  public static Settings of(Map<String, String> environment) {
    Settings settings = new Settings(SettingValues.of(environment));
    // Asked for before anything can be refused: see Main.
    settings.logFormat();
    return settings;
  }

  public HttpOptions http() {
    return new HttpOptions(
        values.text("rebound.http.host"),
        values.port("rebound.http.port"),
        publicUrl(),
        values.flag("rebound.http.strict-accept"),
        requestsPerMinute(),
        values.number("rebound.limit.connections", 1, 1_000_000),
        takesAnyKey(),
        Duration.ofSeconds(values.number("rebound.http.key-cache-seconds", 1, 10)),
        values.share("rebound.log.access-share"),
        Duration.ofMinutes(values.number("rebound.webhook.timestamp-window-minutes", 1, 1440)),
        new ListRules(
            values.flag("rebound.v3.clamp-limit"),
            values.flag("rebound.v3.double-encoded-wildcard")),
        legacy());
  }

  private int requestsPerMinute() {
    String name = "rebound.limit.requests-per-minute";
    if (values.text(name).isEmpty()) {
      return isMock() ? HttpOptions.SENDGRIDS_LIMIT : 0;
    }
    return values.number(name, 0, 1_000_000_000);
  }

  /** The collector that spans are sent to; empty for no tracing. */
  public String tracingEndpoint() {
    String url = values.text("rebound.tracing.endpoint");
    if (!url.isEmpty() && !PUBLIC_URL.matcher(url).matches()) {
      throw new SetupException(
          "rebound.tracing.endpoint must be a URL such as http://127.0.0.1:4318");
    }
    return url;
  }

  private String publicUrl() {
    String url = values.text("rebound.http.public-url");
    if (!url.isEmpty() && !PUBLIC_URL.matcher(url).matches()) {
      throw new SetupException("rebound.http.public-url must be a URL such as https://example.com");
    }
    return url.replaceFirst("/+$", "");
  }

  private V2Options legacy() {
    String count = values.oneOf("rebound.v2.count", "string", "integer");
    return new V2Options(
        values.oneOf("rebound.v2.content-type", "application/json", "text/html"),
        count.equals("integer"),
        zone());
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(values.text("rebound.v2.time-zone"));
    } catch (DateTimeException e) {
      throw new SetupException(
          "rebound.v2.time-zone must be a time zone such as UTC or America/Los_Angeles");
    }
  }

  /** The form of the log: {@code text}, {@code json}, or {@code auto}. */
  public String logFormat() {
    return values.oneOf("rebound.log.format", "auto", "text", "json");
  }

  public String adminHost() {
    return values.text("rebound.admin.host");
  }

  public int adminPort() {
    return values.port("rebound.admin.port");
  }

  /** How long a service that is told to stop goes on serving. */
  public Duration drain() {
    return Duration.ofSeconds(values.number("rebound.stop.drain-seconds", 0, 300));
  }

  /** Empty for the embedded database. */
  public String databaseUrl() {
    return values.text("rebound.database.url");
  }

  /** Of replicas, which answer pages and totals; empty: there are none. */
  public String databaseReadUrl() {
    return values.text("rebound.database.read-url");
  }

  /** What migrates and fills the database; empty for the one that serves requests. */
  public String databaseDirectUrl() {
    return values.text("rebound.database.direct-url");
  }

  /** For pages and writes, each store instance. */
  public int databaseConnections() {
    return values.number("rebound.database.connections", 1, 100);
  }

  /** Days for which events are kept; 0: for ever. */
  public int eventDays() {
    return values.number("rebound.retention.event-days", 0, 36_500);
  }

  public Path dataDir() {
    String folder = values.text("rebound.data.dir");
    if (folder.isEmpty()) {
      throw new SetupException("rebound.data.dir must name a folder");
    }
    return Path.of(folder);
  }

  /** The built-in rules, and before them the operator's own. */
  public Classifier classifier() {
    String file = values.text("rebound.classify.rules");
    if (file.isEmpty()) {
      return Classifier.standard();
    }
    try {
      return Classifier.withOwnRules(Files.readString(Path.of(file)));
    } catch (IOException e) {
      throw SetupException.of("cannot read the rules of rebound.classify.rules, " + file, e);
    } catch (IllegalArgumentException e) {
      throw new SetupException("rebound.classify.rules, " + file + ": " + e.getMessage());
    }
  }

  /** Empty when none is given. */
  public String apiKey() {
    return values.text("rebound.api.key");
  }

  /** Whether the service stands in for SendGrid's in tests. */
  public boolean isMock() {
    return values.oneOf("rebound.mode", "store", "mock").equals("mock");
  }

  private boolean takesAnyKey() {
    boolean takesAny = values.oneOf("rebound.mock.auth", "key", "any").equals("any");
    if (takesAny && !isMock()) {
      throw new SetupException("rebound.mock.auth=any needs rebound.mode=mock");
    }
    return takesAny;
  }

  /** Whether a mock sends events to others than loopback and private addresses too. */
  public boolean allowsAnyWebhookTarget() {
    return values.oneOf("rebound.mock.webhook-targets", "private", "any").equals("any");
  }
}
