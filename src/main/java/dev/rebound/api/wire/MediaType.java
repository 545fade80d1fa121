package dev.rebound.api.wire;

import java.util.Locale;
import java.util.Optional;

/** A media type without its parameters, lower-cased. */
public record MediaType(String name) {

  public static MediaType of(String header) {
    int end = header.indexOf(';');
    return new MediaType(
        (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT));
  }

  /**
   * Returns the value of a parameter without its quotes (RFC 9110, 5.6.6).
   *
   * @param name lower-cased
   */
  public static Optional<String> parameter(String header, String name) {
    int at = header.indexOf(';');
    while (at >= 0) {
      int end = parameterEnd(header, at + 1);
      String parameter = header.substring(at + 1, end).strip();
      int equals = parameter.indexOf('=');
      if (equals > 0 && parameter.substring(0, equals).strip().equalsIgnoreCase(name)) {
        return Optional.of(unquoted(parameter.substring(equals + 1).strip()));
      }
      at = end < header.length() ? end : -1;
    }
    return Optional.empty();
  }

  /** Returns the index of the next semicolon outside of quotes, or the end. */
  private static int parameterEnd(String header, int from) {
    boolean isQuoted = false;
    int at = from;
    while (at < header.length() && (isQuoted || header.charAt(at) != ';')) {
      isQuoted ^= header.charAt(at) == '"';
      at += isQuoted && header.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at, header.length());
  }

  private static String unquoted(String value) {
    if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
      return value;
    }
    StringBuilder text = new StringBuilder(value.length());
    for (int at = 1; at < value.length() - 1; at++) {
      at += value.charAt(at) == '\\' && at < value.length() - 2 ? 1 : 0;
      text.append(value.charAt(at));
    }
    return text.toString();
  }

  /** Whether Vert.x would take a body of this type for a form. */
  public boolean isForm() {
    return name.startsWith("application/x-www-form-urlencoded")
        || name.startsWith("multipart/form-data");
  }

  public boolean isJson() {
    return name.equals("application/json");
  }

  /** Whether the body has one JSON object a line, by any of the names in use. */
  public boolean isNdjson() {
    return switch (name) {
      case "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonlines" ->
          true;
      default -> false;
    };
  }
}
