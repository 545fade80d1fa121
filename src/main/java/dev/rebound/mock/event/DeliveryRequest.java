package dev.rebound.mock.event;

import dev.rebound.domain.Account;
import dev.rebound.mock.event.OrderMembers.Range;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;

/**
 * What somebody wants to be told, where and how.
 *
 * @param events as given; empty when they are to be made up
 * @param count how many to make up; 0 when they are given
 * @param seed of what is made up, chosen and shuffled, and of the ids
 * @param batch events a request
 * @param duplicates the share of the events that is told again later, 0 to 1
 * @param isShuffled whether their order is another than that of their making
 * @param delayMillis between two requests
 * @param retryMillis before a request is tried again; twice as long before each further try
 * @param isTold whether they are put on the own list too
 * @param account whose list that is
 */
public record DeliveryRequest(
    URI url,
    List<JsonObject> events,
    int count,
    long seed,
    int batch,
    double duplicates,
    boolean isShuffled,
    Range delayMillis,
    int retryMillis,
    boolean isTold,
    String account) {
  /** Of one order. */
  static final int MAX_EVENTS = 100_000;

  /** Of one request; more would pass the 768 KB that SendGrid collects (contract, 6.3). */
  static final int MAX_BATCH = 1_000;

  // With a delivery's time-out still less than what the admin server lets a connection be idle.
  private static final int MAX_DELAY_MILLIS = 30_000;
  private static final int MAX_RETRY_MILLIS = 5_000;
  private static final int BATCH = 100;
  private static final int RETRY_MILLIS = 500;
  private static final long SEED = 1;
  private static final List<String> MEMBERS =
      List.of(
          "url",
          "events",
          "count",
          "seed",
          "batch",
          "duplicates",
          "reorder",
          "delayMillis",
          "retryMillis",
          "tell",
          "account");

  public DeliveryRequest {
    events = List.copyOf(events);
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none, saying why
   */
  public static DeliveryRequest of(JsonObject json) {
    OrderMembers members = new OrderMembers(json);
    members.allow(MEMBERS);
    boolean isGiven = members.has("events");
    OrderMembers.require(isGiven != members.has("count"), "events or count is needed");
    OrderMembers.require(
        members.flag("tell") || !members.has("account"), "account is whose list tell fills");
    return new DeliveryRequest(
        TargetUrl.parse(members.text("url", "")),
        isGiven ? GivenEvents.of(members.array("events")) : List.of(),
        isGiven ? 0 : members.number("count", 0, 1, MAX_EVENTS),
        members.seed("seed", SEED),
        members.number("batch", BATCH, 1, MAX_BATCH),
        members.share("duplicates"),
        members.flag("reorder"),
        members.range("delayMillis", MAX_DELAY_MILLIS),
        members.number("retryMillis", RETRY_MILLIS, 0, MAX_RETRY_MILLIS),
        members.flag("tell"),
        members.text("account", Account.ROOT));
  }

  /** How many events there are, each counted once. */
  int size() {
    return Math.max(count, events.size());
  }

  DeliveryPlan plan() {
    return new DeliveryPlan(size(), batch, duplicates, isShuffled, seed);
  }
}
