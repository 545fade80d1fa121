package dev.rebound;

import dev.rebound.classify.Classifier;
import dev.rebound.http.HttpOptions;
import dev.rebound.http.LegacyOptions;
import dev.rebound.http.read.ListRules;
import dev.rebound.migrate.SetupException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Every setting. {@code conf/rebound.properties}, packed into the jar, names them all with their
 * defaults; a file of the operator's and then the environment override it: {@code
 * rebound.http.port} is {@code REBOUND_HTTP_PORT}.
 */
public final class Settings {
  private static final String DEFAULTS = "/rebound.properties";
  private static final String CONFIG = "REBOUND_CONFIG";
  private static final String PREFIX = "REBOUND_";

  // What the launcher and the tests read, and what Kubernetes puts into the environment for
  // services whose names start with rebound.
  private static final Pattern NOT_SETTINGS =
      Pattern.compile(
          "REBOUND_(CONFIG|JAVA_HOME|TEST_.*"
              + "|(.*_)?SERVICE_(HOST|PORT.*)|(.*_)?PORT_\\d+_(TCP|UDP|SCTP)(_.*)?)");
  // For a service named rebound-admin, REBOUND_ADMIN_PORT is tcp://10.0.0.1:8081.
  private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

  private static final Pattern PUBLIC_URL = Pattern.compile("https?://[!-~&&[^<>\"?#]]+");

  private final Map<String, String> values;

  private Settings(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads the defaults, then the file named by {@code REBOUND_CONFIG}, then the environment.
   *
   * @throws SetupException for a setting that does not exist, or a file that cannot be read
   */
  public static Settings of(Map<String, String> environment) {
    Map<String, String> values = defaults();
    String file = environment.getOrDefault(CONFIG, "");
    if (!file.isEmpty()) {
      load(Path.of(file))
          .forEach((name, value) -> override(values, (String) name, (String) value, file));
    }
    environment.forEach(
        (name, value) -> {
          if (isSetting(name, value)) {
            override(
                values,
                name.toLowerCase(Locale.ROOT).replace('_', '.'),
                value,
                "the environment: " + name);
          }
        });
    Settings settings = new Settings(values);
    // Asked for before anything can be refused: see Main.
    settings.logFormat();
    return settings;
  }

  private static boolean isSetting(String name, String value) {
    return name.startsWith(PREFIX)
        && !NOT_SETTINGS.matcher(name).matches()
        && !(name.endsWith("PORT") && SERVICE_ADDRESS.matcher(value).matches());
  }

  private static Map<String, String> defaults() {
    Properties defaults = new Properties();
    try (InputStream file = Settings.class.getResourceAsStream(DEFAULTS)) {
      defaults.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> values = new HashMap<>();
    defaults.forEach((name, value) -> values.put(canonical((String) name), (String) value));
    return values;
  }

  private static Properties load(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return properties;
    } catch (IOException | IllegalArgumentException e) {
      throw new SetupException("cannot read the settings file " + file + ": " + e.getMessage());
    }
  }

  private static void override(
      Map<String, String> values, String name, String value, String source) {
    if (values.replace(canonical(name), value.strip()) == null) {
      throw new SetupException(
          "unknown setting " + name + " (" + source + "); conf/rebound.properties names them all");
    }
  }

  // A name in the environment cannot tell a hyphen from a dot.
  private static String canonical(String name) {
    return name.replace('-', '.');
  }

  public HttpOptions http() {
    return new HttpOptions(
        text("rebound.http.host"),
        port("rebound.http.port"),
        publicUrl(),
        flag("rebound.http.strict-accept"),
        requestsPerMinute(),
        number("rebound.limit.connections", 1, 1_000_000),
        takesAnyKey(),
        Duration.ofSeconds(number("rebound.http.key-cache-seconds", 1, 10)),
        share("rebound.log.access-share"),
        Duration.ofMinutes(number("rebound.webhook.timestamp-window-minutes", 1, 1440)),
        new ListRules(flag("rebound.v3.clamp-limit"), flag("rebound.v3.double-encoded-wildcard")),
        legacy());
  }

  private int requestsPerMinute() {
    String name = "rebound.limit.requests-per-minute";
    if (text(name).isEmpty()) {
      return isMock() ? HttpOptions.SENDGRIDS_LIMIT : 0;
    }
    return number(name, 0, 1_000_000_000);
  }

  /** The collector that spans are sent to; empty for no tracing. */
  public String tracingEndpoint() {
    String url = text("rebound.tracing.endpoint");
    if (!url.isEmpty() && !PUBLIC_URL.matcher(url).matches()) {
      throw new SetupException(
          "rebound.tracing.endpoint must be a URL such as http://127.0.0.1:4318");
    }
    return url;
  }

  private String publicUrl() {
    String url = text("rebound.http.public-url");
    if (!url.isEmpty() && !PUBLIC_URL.matcher(url).matches()) {
      throw new SetupException("rebound.http.public-url must be a URL such as https://example.com");
    }
    return url.replaceFirst("/+$", "");
  }

  private LegacyOptions legacy() {
    String count = oneOf("rebound.v2.count", "string", "integer");
    return new LegacyOptions(
        oneOf("rebound.v2.content-type", "application/json", "text/html"),
        count.equals("integer"),
        zone());
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(text("rebound.v2.time-zone"));
    } catch (DateTimeException e) {
      throw new SetupException(
          "rebound.v2.time-zone must be a time zone such as UTC or America/Los_Angeles");
    }
  }

  private String oneOf(String name, String... allowed) {
    String text = text(name);
    if (!List.of(allowed).contains(text)) {
      throw new SetupException(name + " must be " + String.join(" or ", allowed));
    }
    return text;
  }

  /** The form of the log: {@code text}, {@code json}, or {@code auto}. */
  public String logFormat() {
    return oneOf("rebound.log.format", "auto", "text", "json");
  }

  public String adminHost() {
    return text("rebound.admin.host");
  }

  public int adminPort() {
    return port("rebound.admin.port");
  }

  /** How long a service that is told to stop goes on serving. */
  public Duration drain() {
    return Duration.ofSeconds(number("rebound.stop.drain-seconds", 0, 300));
  }

  /** Empty for the embedded database. */
  public String databaseUrl() {
    return text("rebound.database.url");
  }

  /** Of replicas, which answer pages and totals; empty: there are none. */
  public String databaseReadUrl() {
    return text("rebound.database.read-url");
  }

  /** What migrates and fills the database; empty for the one that serves requests. */
  public String databaseDirectUrl() {
    return text("rebound.database.direct-url");
  }

  /** For pages and writes, each store instance. */
  public int databaseConnections() {
    return number("rebound.database.connections", 1, 100);
  }

  /** Days for which events are kept; 0: for ever. */
  public int eventDays() {
    return number("rebound.retention.event-days", 0, 36_500);
  }

  public Path dataDir() {
    String folder = text("rebound.data.dir");
    if (folder.isEmpty()) {
      throw new SetupException("rebound.data.dir must name a folder");
    }
    return Path.of(folder);
  }

  /** The built-in rules, and before them the operator's own. */
  public Classifier classifier() {
    String file = text("rebound.classify.rules");
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
    return text("rebound.api.key");
  }

  /** Whether the service stands in for SendGrid's in tests. */
  public boolean isMock() {
    return oneOf("rebound.mode", "store", "mock").equals("mock");
  }

  private boolean takesAnyKey() {
    boolean takesAny = oneOf("rebound.mock.auth", "key", "any").equals("any");
    if (takesAny && !isMock()) {
      throw new SetupException("rebound.mock.auth=any needs rebound.mode=mock");
    }
    return takesAny;
  }

  /** Whether a mock sends events to others than loopback and private addresses too. */
  public boolean allowsAnyWebhookTarget() {
    return oneOf("rebound.mock.webhook-targets", "private", "any").equals("any");
  }

  private String text(String name) {
    return values.get(canonical(name));
  }

  private int port(String name) {
    return number(name, 0, 65_535);
  }

  private int number(String name, int min, int max) {
    try {
      int number = Integer.parseInt(text(name));
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of bounds.
    }
    throw new SetupException(name + " must be a number from " + min + " to " + max);
  }

  private double share(String name) {
    try {
      double share = Double.parseDouble(text(name));
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a share out of bounds.
    }
    throw new SetupException(name + " must be a number from 0 to 1, such as 0.01");
  }

  private boolean flag(String name) {
    return switch (text(name)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new SetupException(name + " must be true or false");
    };
  }
}
