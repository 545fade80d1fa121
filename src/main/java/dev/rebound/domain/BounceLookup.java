package dev.rebound.domain;

import java.util.List;

/** A lookup of 1 to {@value #MAX_SIZE} addresses on an account's list. */
public record BounceLookup(long accountId, List<EmailAddress> emails) {
  public static final int MAX_SIZE = 1000;

  public BounceLookup {
    emails = List.copyOf(emails);
    if (emails.isEmpty() || emails.size() > MAX_SIZE) {
      throw new IllegalArgumentException("a lookup holds 1 to " + MAX_SIZE + " addresses");
    }
  }
}
