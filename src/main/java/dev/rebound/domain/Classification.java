package dev.rebound.domain;

import java.util.Arrays;
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

  // The Event Webhook and the logs API have another name for this class than the bounces API.
  private static final String TECHNICAL_ALIAS = "Technical";

  private final String label;

  Classification(String label) {
    this.label = label;
  }

  /** Returns the name in the bounces API and in the database. */
  public String label() {
    return label;
  }

  /** Returns the name in the Event Webhook and the logs API. */
  public String eventLabel() {
    return this == TECHNICAL_FAILURE ? TECHNICAL_ALIAS : label;
  }

  /** Finds a class by name in any case; {@code Technical} means technical failures. */
  public static Optional<Classification> of(String name) {
    if (TECHNICAL_ALIAS.equalsIgnoreCase(name)) {
      return Optional.of(TECHNICAL_FAILURE);
    }
    return Arrays.stream(values()).filter(c -> c.label.equalsIgnoreCase(name)).findFirst();
  }
}
