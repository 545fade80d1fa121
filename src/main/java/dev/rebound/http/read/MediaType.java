package dev.rebound.http.read;

import java.util.Locale;

/** A media type without its parameters, lower-cased. */
public record MediaType(String name) {

  public static MediaType of(String header) {
    int end = header.indexOf(';');
    return new MediaType(
        (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT));
  }

  public boolean isJson() {
    return name.equals("application/json");
  }

  /** One JSON object a line, by any of the names in use. */
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
