package dev.rebound.bench;

/** Requests in Lua for {@link Wrk}, after a {@link #head}. */
final class WrkScripts {
  /** One row of a new address in each request. */
  static final String SINGLE_ROWS =
      """
      function request()
        return wrk.format("POST", "/rebound/v1/bounces", nil, '{"email":"one' .. math.random(1, 2^40) ..
          '@example.com","status":"5.1.1","reason":"550 5.1.1 No such user here"}')
      end
      """;

  /** Pages of 500 rows, each a query of its own. */
  static final String PAGES =
      """
      function request()
        return wrk.format("GET", "/v3/suppression/bounces?limit=500&start_time=" .. math.random(1, 1000000000))
      end
      """;

  private WrkScripts() {}

  /** Lookups of {@code row1@example.com} and so on; half of the addresses are on the list. */
  static String lookups(int listed) {
    return """
        function request()
          return wrk.format("GET", "/v3/suppression/bounces/row" .. math.random(1, %d) .. "@example.com")
        end
        """
        .formatted(2 * listed);
  }

  /**
   * Returns the headers, and random numbers that differ between threads and runs.
   *
   * @param number differs between runs in the same second
   */
  static String head(String key, int number) {
    return """
        wrk.headers["Authorization"] = "Bearer %s"
        wrk.headers["Content-Type"] = "application/json"
        local threads = 0
        function setup(thread) thread:set("seed", threads); threads = threads + 1 end
        function init() math.randomseed(os.time() * 100 + %d * 10 + seed) end
        """
        .formatted(key, number);
  }
}
