package dev.rebound.domain;

import java.util.Optional;

/** SendGrid's seven classes of bounces and blocks (contract, 3.6). */
public enum Classification {
  CONTENT("Content"),
  FREQUENCY_OR_VOLUME_TOO_HIGH("Frequency or Volume Too High"),
  INVALID_ADDRESS("Invalid Address"),
  MAILBOX_UNAVAILABLE("Mailbox Unavailable"),
  REPUTATION("Reputation"),
  TECHNICAL_FAILURE("Technical Failure"),
  UNCLASSIFIED("Unclassified");

  // The webhook and the logs API call this class by another name than the bounces API does.
  private static final String TECHNICAL_ALIAS = "Technical";

  private final String label;

  Classification(String label) {
    this.label = label;
  }

  /** The name in the bounces API and in the database. */
  public String label() {
    return label;
  }

  /** The name in the Event Webhook and the logs API. */
  public String eventLabel() {
    return this == TECHNICAL_FAILURE ? TECHNICAL_ALIAS : label;
  }

  /** By name in any case; {@code Technical} names the technical failures. */
  public static Optional<Classification> of(String name) {
    if (TECHNICAL_ALIAS.equalsIgnoreCase(name)) {
      return Optional.of(TECHNICAL_FAILURE);
    }
    for (Classification classification : values()) {
      if (classification.label.equalsIgnoreCase(name)) {
        return Optional.of(classification);
      }
    }
    return Optional.empty();
  }
}
