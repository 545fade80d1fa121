package dev.rebound.domain;

import java.util.Optional;

/** What an undelivered message means for its address (contract, chapter 5). */
public enum BounceType {
  /** Puts the address on the list. */
  BOUNCE("bounce"),
  /** History and totals only; the address stays deliverable. */
  BLOCKED("blocked"),
  /** Never sent, as the address was on the list already; history only. */
  DROPPED("dropped");

  private final String label;

  BounceType(String label) {
    this.label = label;
  }

  /** The word on the wire and in the database. */
  public String label() {
    return label;
  }

  public static Optional<BounceType> of(String label) {
    for (BounceType type : values()) {
      if (type.label.equals(label)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
