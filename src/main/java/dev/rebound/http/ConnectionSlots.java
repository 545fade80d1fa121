package dev.rebound.http;

import java.util.Optional;

/**
 * Bounds what clients may hold open: connections, and the requests of HTTP/2, which share one.
 * Thread-safe.
 */
@FunctionalInterface
public interface ConnectionSlots {
  /** No bound. */
  ConnectionSlots UNBOUNDED = client -> new Slot(Grant.FULL, () -> {});

  /** What the holder of a slot may do. */
  enum Grant {
    /** Gets its responses. */
    FULL,
    /** Gets one response, which refuses its request. */
    REFUSAL,
    /** Gets no response. */
    NONE
  }

  /**
   * A slot, whatever its grant.
   *
   * @param release to be called once, when the connection or request has ended
   */
  record Slot(Grant grant, Runnable release) {}

  /**
   * Takes a slot.
   *
   * @param client the host address; empty if it is unknown
   */
  Slot take(Optional<String> client);
}
