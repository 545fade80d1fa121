package dev.rebound.domain;

import java.time.Instant;
import java.util.List;

/**
 * What this process has done in each minute of its last hour.
 *
 * @param started the start of the process
 * @param from the start of the first minute
 * @param minutes from the oldest to the running one, {@value #MAX_MINUTES} at most
 */
public record ServiceRates(Instant started, Instant from, List<Minute> minutes) {
  public static final int MAX_MINUTES = 60;

  public ServiceRates {
    minutes = List.copyOf(minutes);
  }

  /**
   * The counts of a minute.
   *
   * @param requests all requests of the API
   * @param lookups those that look up addresses
   * @param ingested rows that were stored, or were stored before
   * @param errors responses with a status of 500 or above
   */
  public record Minute(long requests, long lookups, long ingested, long errors) {

    /** Returns the difference to earlier counts. */
    public Minute since(Minute earlier) {
      return new Minute(
          requests - earlier.requests,
          lookups - earlier.lookups,
          ingested - earlier.ingested,
          errors - earlier.errors);
    }
  }
}
