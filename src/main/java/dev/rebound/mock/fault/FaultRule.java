package dev.rebound.mock.fault;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * Which requests meet a fault.
 *
 * @param id told in the response
 * @param method null for any
 * @param path null for any
 * @param account by its name, null for any
 * @param from by the service's clock
 * @param until by the same, exclusive
 * @param schedule which of the requests that it is for
 * @param told the rule as it was given, with its id
 */
record FaultRule(
    String id,
    HttpMethod method,
    PathGlob path,
    String account,
    Instant from,
    Instant until,
    Schedule schedule,
    Fault fault,
    JsonObject told) {
  /** The response's header that names the rule. */
  static final String HEADER = "X-Rebound-Fault";

  /**
   * Which of the requests that match meet the fault.
   *
   * @param probability 0 to 1
   * @param seed of the random numbers
   * @param count how many at most, 1 or more
   * @param skip how many pass before, 0 or more
   * @param every which one of so many, the last of them; 1 for all
   */
  record Schedule(double probability, long seed, long count, long skip, long every) {}

  /** Whether it is for a request, as far as anybody but the caller can tell. */
  boolean matches(HttpServerRequest request, Instant now) {
    return request.path() != null
        && (method == null || method.equals(request.method()))
        && (path == null || path.matches(request.path()))
        && !now.isBefore(from)
        && now.isBefore(until)
        && fault.fits(request);
  }

  /** Whether it is for an account. */
  boolean isAbout(Optional<String> name) {
    return account == null || name.filter(account::equals).isPresent();
  }

  /** Whether it can be told only when the caller is known. */
  boolean needsAccount() {
    return account != null || fault instanceof Fault.Stale;
  }
}
