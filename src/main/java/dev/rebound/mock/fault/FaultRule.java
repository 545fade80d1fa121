package dev.rebound.mock.fault;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A fault, and the requests that it affects.
 *
 * @param id sent in a header of the response
 * @param method empty for any
 * @param path empty for any
 * @param account by its name; empty for any
 * @param from start by the service's clock
 * @param until end by the same clock, exclusive
 * @param schedule chooses among the matching requests
 * @param source the rule's JSON, with its id
 */
record FaultRule(
    String id,
    Optional<HttpMethod> method,
    Optional<Pattern> path,
    Optional<String> account,
    Instant from,
    Instant until,
    Schedule schedule,
    Fault fault,
    JsonObject source) {
  /** The response's header that names the rule. */
  static final String HEADER = "X-Rebound-Fault";

  /**
   * Chooses among the matching requests.
   *
   * @param probability 0 to 1
   * @param seed of the random numbers
   * @param count affected requests at most, 1 or more
   * @param skip requests that pass first, 0 or more
   * @param every affects each request of this number; 1 for all
   */
  record Schedule(double probability, long seed, long count, long skip, long every) {}

  /** Whether the rule matches a request, its account aside. */
  boolean matches(HttpServerRequest request, Instant now) {
    return request.path() != null
        && method.filter(only -> !only.equals(request.method())).isEmpty()
        && path.filter(glob -> !glob.matcher(request.path()).matches()).isEmpty()
        && !now.isBefore(from)
        && now.isBefore(until)
        && fault.fits(request);
  }

  /** Whether the rule matches an account; empty for an unknown one. */
  boolean isAbout(Optional<String> name) {
    return account.isEmpty() || account.equals(name);
  }

  /** Whether the choice of the rule needs the account. */
  boolean needsAccount() {
    return account.isPresent() || fault instanceof Fault.Stale;
  }
}
