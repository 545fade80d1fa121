package dev.rebound.api.wire;

import dev.rebound.domain.EmailAddress;
import java.util.Optional;

/** Reads the address at the end of a path (contract, 3.3 and 3.4). */
public final class PathEmail {
  private PathEmail() {}

  /** Reads the rest of a path; empty when it can be no address, which no list holds. */
  public static Optional<EmailAddress> read(String rest) {
    return EmailAddress.parse(PathText.decode(rest));
  }
}
