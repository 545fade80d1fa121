package dev.rebound.ops;

/** What traced work is called: by its kind, never by what a client said. */
public interface SpanNames {

  /**
   * Of a request.
   *
   * @param path as it came; may hold an address
   */
  String request(String method, String path);

  /** Of a statement of this text. */
  String statement(String sql);
}
