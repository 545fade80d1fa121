package dev.rebound;

import dev.rebound.migrate.SetupException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/** The texts of all settings by their names, from where they come, and what they must look like. */
final class SettingValues {
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

  private final Map<String, String> values;

  private SettingValues(Map<String, String> values) {
    this.values = values;
  }

  /** See {@link Settings#of}. */
  static SettingValues of(Map<String, String> environment) {
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
    return new SettingValues(values);
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

  String text(String name) {
    return values.get(canonical(name));
  }

  int port(String name) {
    return number(name, 0, 65_535);
  }

  int number(String name, int min, int max) {
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

  double share(String name) {
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

  boolean flag(String name) {
    return switch (text(name)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new SetupException(name + " must be true or false");
    };
  }

  String oneOf(String name, String... allowed) {
    String text = text(name);
    if (!List.of(allowed).contains(text)) {
      throw new SetupException(name + " must be " + String.join(" or ", allowed));
    }
    return text;
  }
}
