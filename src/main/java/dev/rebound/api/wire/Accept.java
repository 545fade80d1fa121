package dev.rebound.api.wire;

import io.vertx.core.http.HttpServerRequest;

/**
 * What a client says it takes, by the weights of RFC 9110, 12.5.1: of the ranges that fit a type,
 * the most specific decides.
 */
public record Accept(String header) {
  /** Null is a client that does not say. */
  public Accept {
    header = header == null ? "" : header;
  }

  private static final String JSON = "application/json";
  private static final String CSV = "text/csv";

  /** Several headers count as one; a request without any does not say. */
  public static Accept of(HttpServerRequest request) {
    return new Accept(String.join(",", request.headers().getAll("Accept")));
  }

  /** Whether JSON is welcome; a client that does not say does not say so. */
  public boolean allowsJson() {
    return weight(JSON) > 0;
  }

  /**
   * Whether CSV is asked for, and no less welcome than JSON; of two that are equal the first is
   * meant.
   */
  public boolean prefersCsv() {
    double csv = weight(CSV);
    double json = weight(JSON);
    return csv > json || (csv > 0 && csv == json && isNamedFirst());
  }

  private boolean isNamedFirst() {
    for (String range : header.split(",")) {
      String type = MediaType.of(range).name();
      if (type.equals(CSV) || type.equals(JSON)) {
        return type.equals(CSV);
      }
    }
    return false;
  }

  private double weight(String wanted) {
    int best = 0;
    double weight = 0;
    for (String range : header.split(",")) {
      int specificity = specificity(MediaType.of(range).name(), wanted);
      if (specificity > best) {
        best = specificity;
        weight = weightOf(range);
      }
    }
    return weight;
  }

  private static int specificity(String range, String wanted) {
    if (range.equals(wanted)) {
      return 3;
    }
    if (range.endsWith("/*") && wanted.startsWith(range.substring(0, range.length() - 1))) {
      return 2;
    }
    return range.equals("*/*") ? 1 : 0;
  }

  /** What is no number weighs as if nothing were said. */
  private static double weightOf(String range) {
    for (String parameter : range.split(";")) {
      String text = parameter.strip();
      if (text.regionMatches(true, 0, "q=", 0, 2)) {
        String number = text.substring(2);
        return number.matches("[01](\\.[0-9]{0,3})?") ? Double.parseDouble(number) : 1;
      }
    }
    return 1;
  }
}
