package dev.rebound.support;

/** The body of an answer that tells of one error (contract, 2.5). */
public final class ErrorBody {
  private ErrorBody() {}

  public static String of(String message) {
    return "{\"errors\":[{\"field\":null,\"message\":\"" + message + "\"}]}";
  }

  public static String ofField(String field, String message) {
    return "{\"errors\":[" + entry(field, message) + "]}";
  }

  /** One of several. */
  public static String entry(String field, String message) {
    return "{\"field\":\"" + field + "\",\"message\":\"" + message + "\"}";
  }
}
