package dev.rebound.classify;

import dev.rebound.domain.BounceType;
import dev.rebound.domain.Verdict;

/**
 * Decides whether a permanent failure is a bounce or a block, for formats that do not distinguish
 * them. Like SendGrid, by what the failure means for the address, not by 4xx and 5xx (contract,
 * chapter 5): a block leaves the address valid.
 */
public final class FailureType {
  // The end of the ids of rules about full mailboxes.
  private static final String FULL = "full";

  private FailureType() {}

  /**
   * Returns a bounce for an address that does not exist, a closed mailbox, a wrong domain, and
   * permanent failures of unknown reason; else a block. A full mailbox is a block.
   *
   * @param verdict the verdict on the same reason and status
   * @param reason the diagnostic; may be empty
   * @param status an enhanced status code, a reply code or empty
   */
  public static BounceType of(Verdict verdict, String reason, String status) {
    StatusCodes codes = StatusCodes.of(reason, status);
    boolean isBounce =
        switch (verdict.classification()) {
          case INVALID_ADDRESS -> true;
          case MAILBOX_UNAVAILABLE -> codes.matches("5") && !isFull(verdict, codes);
          case TECHNICAL_FAILURE -> codes.matches("5.1.2") || codes.matches("5.4.4");
          case UNCLASSIFIED -> codes.matches("5");
          default -> false;
        };
    return isBounce ? BounceType.BOUNCE : BounceType.BLOCKED;
  }

  private static boolean isFull(Verdict verdict, StatusCodes codes) {
    return verdict.rule().endsWith(FULL) || codes.matches("5.2.2");
  }
}
