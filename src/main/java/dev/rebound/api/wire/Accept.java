package dev.rebound.api.wire;

import io.vertx.core.MultiMap;
import java.util.Arrays;

/**
 * The media types that a client accepts, by the weights of RFC 9110, 12.5.1: of the ranges that
 * match a type, the most specific one decides. Vert.x Web's parsed headers read one header only,
 * keep two digits of a weight and a blank before a semicolon, which clients of this API send.
 *
 * @param header empty for a client that sent none
 */
public record Accept(String header) {
  private static final String JSON = "application/json";
  private static final String CSV = "text/csv";

  /** Reads a request's headers; several Accept headers count as one. */
  public static Accept of(MultiMap headers) {
    return new Accept(String.join(",", headers.getAll("Accept")));
  }

  /** Whether JSON is accepted; a client without the header does not accept it. */
  public boolean allowsJson() {
    return weight(JSON) > 0;
  }

  /**
   * Whether CSV is accepted and weighs more than JSON, or is named and weighs as much: the official
   * PHP client sends its own JSON header before the caller's CSV header.
   */
  public boolean prefersCsv() {
    double csv = weight(CSV);
    double json = weight(JSON);
    return csv > json || csv > 0 && csv == json && namesCsv();
  }

  private boolean namesCsv() {
    return Arrays.stream(header.split(","))
        .anyMatch(range -> MediaType.of(range).name().equals(CSV));
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

  /** Returns a range's weight; 1 where it has none or no number. */
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
