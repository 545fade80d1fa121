package dev.rebound.http.read;

/** The Accept header, for those who want SendGrid's strictness about it (contract, 2.4). */
public final class Accept {
  private Accept() {}

  /** Whether a client that sends this header takes JSON; without the header it does not say so. */
  public static boolean allowsJson(String header) {
    if (header == null) {
      return false;
    }
    for (String range : header.split(",")) {
      String type = MediaType.of(range).name();
      boolean matches =
          type.equals("*/*") || type.equals("application/*") || type.equals("application/json");
      if (matches && !isRefused(range)) {
        return true;
      }
    }
    return false;
  }

  // A weight of zero means "not acceptable" (RFC 9110, 12.4.2).
  private static boolean isRefused(String range) {
    return range.replaceAll("\\s", "").matches("(?i).*;q=0(\\.0*)?(;.*)?");
  }
}
