package dev.rebound;

import dev.rebound.migrate.SetupException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The texts of all settings by name, and the rules for reading them. A reader that finds a wrong
 * value records the problem and returns a placeholder, so that {@link #requireValid} can report all
 * problems at once.
 */
final class SettingValues {
  private static final String DEFAULTS = "/rebound.properties";
  private static final String CONFIG = "REBOUND_CONFIG";
  private static final String PREFIX = "REBOUND_";

  // Variables of the launcher and the tests, and the variables that Kubernetes sets for services
  // whose names start with "rebound".
  private static final Pattern NOT_SETTINGS =
      Pattern.compile(
          "REBOUND_(CONFIG|JAVA_HOME|TEST_.*"
              + "|(.*_)?SERVICE_(HOST|PORT.*)|(.*_)?PORT_\\d+_(TCP|UDP|SCTP)(_.*)?)");
  // For a service named rebound-admin, Kubernetes sets REBOUND_ADMIN_PORT=tcp://10.0.0.1:8081.
  private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");
  private static final Pattern HOST = Pattern.compile("[^\\s/]+");
  private static final Pattern URL = Pattern.compile("https?://[!-~&&[^<>\"?#]]+");

  private final Map<String, String> values = defaults();
  private final List<String> problems = new ArrayList<>();

  private SettingValues() {}

  /** See {@link Settings#of}. */
  static SettingValues of(Map<String, String> environment) {
    SettingValues values = new SettingValues();
    String file = environment.getOrDefault(CONFIG, "");
    if (!file.isEmpty()) {
      load(Path.of(file))
          .forEach((name, value) -> values.override((String) name, (String) value, file));
    }
    environment.forEach(
        (variable, value) -> {
          if (isSetting(variable, value)) {
            String name = variable.toLowerCase(Locale.ROOT).replace('_', '.');
            values.override(name, value, "the environment: " + variable);
          }
        });
    return values;
  }

  private static boolean isSetting(String variable, String value) {
    return variable.startsWith(PREFIX)
        && !NOT_SETTINGS.matcher(variable).matches()
        && !(variable.endsWith("PORT") && SERVICE_ADDRESS.matcher(value).matches());
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

  private void override(String name, String value, String source) {
    if (values.replace(canonical(name), value.strip()) == null) {
      reject("unknown setting " + name + " (" + source + "); see conf/rebound.properties");
    }
  }

  // An environment variable has no way to write a hyphen.
  private static String canonical(String name) {
    return name.replace('-', '.');
  }

  /** Returns the environment variable of a setting. */
  static String variable(String name) {
    return canonical(name).toUpperCase(Locale.ROOT).replace('.', '_');
  }

  /** Records a problem. */
  void reject(String problem) {
    problems.add(problem);
  }

  /**
   * Ends the reading.
   *
   * @throws SetupException if there are problems, with all of them
   */
  void requireValid() {
    if (!problems.isEmpty()) {
      throw new SetupException(String.join("; ", problems));
    }
  }

  String text(String name) {
    return values.get(canonical(name));
  }

  String host(String name) {
    return read(name, text -> text, HOST.asMatchPredicate(), "", "a host name or an IP address");
  }

  /** Reads a URL, which may be empty. */
  String url(String name, String example) {
    Predicate<String> isValid = URL.asMatchPredicate().or(String::isEmpty);
    return read(name, text -> text, isValid, "", "a URL such as " + example);
  }

  int port(String name) {
    return number(name, 0, 65_535);
  }

  int number(String name, int min, int max) {
    Predicate<Integer> isValid = number -> number >= min && number <= max;
    return read(name, Integer::valueOf, isValid, min, "a number from " + min + " to " + max);
  }

  double share(String name) {
    Predicate<Double> isValid = share -> share >= 0 && share <= 1;
    return read(name, Double::valueOf, isValid, 0.0, "a number from 0 to 1, such as 0.01");
  }

  boolean flag(String name) {
    return oneOf(name, "true", "false").equals("true");
  }

  String oneOf(String name, String... allowed) {
    return read(
        name, text -> text, List.of(allowed)::contains, allowed[0], String.join(" or ", allowed));
  }

  ZoneId timeZone(String name) {
    ZoneId utc = ZoneId.of("UTC");
    return read(
        name, ZoneId::of, zone -> true, utc, "a time zone such as UTC or America/Los_Angeles");
  }

  private <T> T read(
      String name, Function<String, T> parser, Predicate<T> isValid, T placeholder, String form) {
    try {
      T value = parser.apply(text(name));
      if (isValid.test(value)) {
        return value;
      }
    } catch (NumberFormatException | DateTimeException e) {
      // Reported below, as an invalid value is.
    }
    reject(name + " must be " + form);
    return placeholder;
  }
}
