package dev.rebound.api.wire;

import dev.rebound.domain.EmailAddress;
import java.util.Optional;

/** The address at the end of a path (contract, 3.3 and 3.4). */
public final class PathEmail {
  private PathEmail() {}

  /**
   * Empty when the rest of the path can be no address, which is to say one that is not on the list.
   */
  public static Optional<EmailAddress> read(String rest) {
    return EmailAddress.parse(PathText.decode(rest));
  }
}
