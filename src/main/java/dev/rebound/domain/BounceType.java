package dev.rebound.domain;

import java.util.Arrays;
import java.util.Optional;

/** What an undelivered message means for its address (contract, chapter 5). */
public enum BounceType {
  /** Puts the address on the list. */
  BOUNCE("bounce"),
  /** History and totals only; the address stays deliverable. */
  BLOCKED("blocked"),
  /** Not sent, because the address was on the list already; history only. */
  DROPPED("dropped");

  private final String label;

  BounceType(String label) {
    this.label = label;
  }

  /** Returns the name on the wire and in the database. */
  public String label() {
    return label;
  }

  public static Optional<BounceType> of(String label) {
    return Arrays.stream(values()).filter(type -> type.label.equals(label)).findFirst();
  }
}
