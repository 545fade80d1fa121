package dev.rebound.mock.record;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Redacts secrets in the record: keys, of which only the id in the middle remains, the ids of
 * webhooks, and the secrets that sign their deliveries.
 */
final class Redaction {
  private static final String SECRET = "***";

  // Also matches truncated keys and other lengths: redacting too much does no harm.
  private static final Pattern KEY =
      Pattern.compile("SG\\.([A-Za-z0-9_-]{1,100})\\.[A-Za-z0-9_-]*");
  // The id of a webhook lets anybody send deliveries.
  private static final Pattern WEBHOOK =
      Pattern.compile("(/rebound/v1/(?:events|webhooks)/)[^/?]+");
  // A member of a JSON object, such as oauth_client_secret. The record may end within its value.
  private static final Pattern MEMBER =
      Pattern.compile("(?i)(\"[a-z_]*secret\"\\s*:\\s*)\"(?:[^\"\\\\]++|\\\\.)*+");
  private static final Pattern CREDENTIALS = Pattern.compile("(?i)(proxy-)?authorization");
  private static final Pattern BEARER = Pattern.compile("(?i)bearer +SG\\.[A-Za-z0-9_-]+\\.\\*{3}");

  private Redaction() {}

  static String text(String text) {
    return KEY.matcher(text).replaceAll("SG.$1." + SECRET);
  }

  /** Redacts a header. Credentials that are not in SendGrid's key format may be a password. */
  static String header(String name, String value) {
    String redacted = text(value);
    boolean isSecret =
        CREDENTIALS.matcher(name).matches() && !BEARER.matcher(redacted.strip()).matches();
    return isSecret ? SECRET : redacted;
  }

  /** Redacts a path with its query. */
  static String uri(String uri) {
    int query = uri.indexOf('?') + 1;
    return query == 0 ? path(uri) : path(uri.substring(0, query)) + form(uri.substring(query));
  }

  private static String path(String path) {
    return WEBHOOK.matcher(text(path)).replaceAll("$1" + SECRET);
  }

  /** Redacts a body that is no form. */
  static String body(String body) {
    return MEMBER.matcher(text(body)).replaceAll("$1\"" + SECRET);
  }

  /** Redacts parameters, in which v2 clients send their key. */
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
      // No endpoint decodes a broken escape either.
      return text;
    }
  }
}
