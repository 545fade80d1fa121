package dev.rebound.load;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The settings of a load run.
 *
 * @param url of the service, without a trailing slash
 * @param rate requests per second of all virtual users together, 1 to {@value #MAX_RATE}
 * @param ramp time in which the rate grows from 0, 0 to {@value #MAX_SECONDS} s
 * @param duration time at the full rate after the ramp, 1 to {@value #MAX_SECONDS} s
 * @param hookHost the host of this program, as the service reaches it; for webhooks
 * @param p99 milliseconds; the run fails if more than 1 % of the requests took longer
 */
record LoadSettings(
    String url,
    String key,
    Profile profile,
    int rate,
    Duration ramp,
    Duration duration,
    String hookHost,
    OptionalInt p99) {
  static final int MAX_RATE = 100_000;
  static final int MAX_SECONDS = 86_400;

  private static final String PREFIX = "load.";
  private static final String KEY_VARIABLE = "LOAD_KEY";
  private static final String DEFAULT_URL = "http://127.0.0.1:8080";
  // Minimum share of the requested rate. Below it the figures belong to another load.
  private static final double LEAST_SHARE = 0.9;

  /** Omits the key. */
  @Override
  public String toString() {
    return "%s at %d requests/s for %d s, %s"
        .formatted(profile.label(), rate, duration.toSeconds(), url);
  }

  /**
   * Reads the settings.
   *
   * @param properties {@code load.url} and the like
   * @param environment for the key, as every user of the machine can see arguments
   * @throws IllegalArgumentException if a setting is missing, unreadable or out of bounds
   */
  static LoadSettings of(Properties properties, Map<String, String> environment) {
    String key = text(properties, "key", environment.getOrDefault(KEY_VARIABLE, ""));
    if (key.isEmpty()) {
      throw new IllegalArgumentException(
          "-D" + PREFIX + "key or " + KEY_VARIABLE + " must be an API key of the service");
    }
    int p99 = number(properties, "p99", 0, 0, Integer.MAX_VALUE);
    return new LoadSettings(
        url(text(properties, "url", DEFAULT_URL)),
        key,
        profile(text(properties, "profile", Profile.LOOKUP.label())),
        number(properties, "rate", 100, 1, MAX_RATE),
        Duration.ofSeconds(number(properties, "ramp", 5, 0, MAX_SECONDS)),
        Duration.ofSeconds(number(properties, "seconds", 30, 1, MAX_SECONDS)),
        text(properties, "hook-host", "127.0.0.1"),
        p99 == 0 ? OptionalInt.empty() : OptionalInt.of(p99));
  }

  /** Returns the minimum requests per second over the whole run, including the ramp. */
  double leastRate() {
    double full = ramp.toSeconds() / 2.0 + duration.toSeconds();
    return LEAST_SHARE * rate * full / ramp.plus(duration).toSeconds();
  }

  private static String url(String text) {
    try {
      URI uri = new URI(text);
      boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (isHttp && uri.getHost() != null && uri.getQuery() == null) {
        return text.replaceFirst("/+$", "");
      }
    } catch (URISyntaxException e) {
      // Falls through to the same error as another kind of URL.
    }
    throw wrong("url", "a URL such as " + DEFAULT_URL);
  }

  private static Profile profile(String name) {
    return Arrays.stream(Profile.values())
        .filter(profile -> profile.label().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    "profile",
                    Arrays.stream(Profile.values())
                        .map(Profile::label)
                        .collect(Collectors.joining(", ", "one of ", ""))));
  }

  private static int number(
      Properties properties, String name, int byDefault, int least, int most) {
    String text = text(properties, name, Integer.toString(byDefault));
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same error as a number out of bounds.
    }
    throw wrong(name, "a whole number from " + least + " to " + most);
  }

  private static String text(Properties properties, String name, String byDefault) {
    String text = properties.getProperty(PREFIX + name, "").strip();
    return text.isEmpty() ? byDefault : text;
  }

  private static IllegalArgumentException wrong(String name, String what) {
    return new IllegalArgumentException("-D" + PREFIX + name + " must be " + what);
  }
}
