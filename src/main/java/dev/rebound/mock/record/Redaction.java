package dev.rebound.mock.record;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes secrets out of what is recorded. What is left of a key is the id in its middle. */
final class Redaction {
  private static final String SECRET = "***";

  // Also one that is cut off or has other lengths: what is taken out too much does no harm.
  private static final Pattern KEY =
      Pattern.compile("SG\\.([A-Za-z0-9_-]{1,100})\\.[A-Za-z0-9_-]*");
  private static final Pattern CREDENTIALS = Pattern.compile("(?i)(proxy-)?authorization");
  private static final Pattern BEARER = Pattern.compile("(?i)bearer +SG\\.[A-Za-z0-9_-]+\\.\\*{3}");

  private Redaction() {}

  static String text(String text) {
    return KEY.matcher(text).replaceAll("SG.$1." + SECRET);
  }

  /** A header's value. What is no key of SendGrid's form may be a password. */
  static String header(String name, String value) {
    String redacted = text(value);
    boolean isSecret =
        CREDENTIALS.matcher(name).matches() && !BEARER.matcher(redacted.strip()).matches();
    return isSecret ? SECRET : redacted;
  }

  /** A path with its query. */
  static String uri(String uri) {
    int query = uri.indexOf('?') + 1;
    return query == 0 ? text(uri) : text(uri.substring(0, query)) + form(uri.substring(query));
  }

  /** Parameters, in which the legacy API is told its key. */
  static String form(String form) {
    return Arrays.stream(form.split("&", -1))
        .map(Redaction::parameter)
        .collect(Collectors.joining("&"));
  }

  private static String parameter(String parameter) {
    int value = parameter.indexOf('=') + 1;
    String name = decoded(parameter.substring(0, Math.max(value - 1, 0)));
    if (!name.strip().equalsIgnoreCase("api_key")) {
      return text(parameter);
    }
    String redacted = text(decoded(parameter.substring(value)));
    return parameter.substring(0, value)
        + (redacted.matches("SG\\.[A-Za-z0-9_-]+\\.\\*{3}") ? redacted : SECRET);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // A broken escape, which no endpoint decodes either.
      return text;
    }
  }
}
