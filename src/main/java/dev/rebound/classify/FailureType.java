package dev.rebound.classify;

import dev.rebound.domain.BounceType;
import dev.rebound.domain.Verdict;

/**
 * Whether mail that failed for good was bounced or blocked, for those who do not say. SendGrid
 * tells the two apart by what the failure means for the address, not by 4xx and 5xx (contract,
 * chapter 5): a block says nothing against it.
 */
public final class FailureType {
  // The ids of the rules about full mailboxes end so.
  private static final String FULL = "full";

  private FailureType() {}

  /**
   * A bounce is an address that does not exist, a mailbox that is closed for good, a domain that is
   * wrong, and what is permanent for no known reason. A full mailbox is a block.
   *
   * @param verdict on the same reason and status
   * @param reason the diagnostic; may be empty
   * @param status an enhanced status code, a reply code or empty
   */
  public static BounceType of(Verdict verdict, String reason, String status) {
    Codes codes = Codes.of(reason, status);
    boolean isBounce =
        switch (verdict.classification()) {
          case INVALID_ADDRESS -> true;
          case MAILBOX_UNAVAILABLE -> codes.match("5") && !isFull(verdict, codes);
          case TECHNICAL_FAILURE -> codes.match("5.1.2") || codes.match("5.4.4");
          case UNCLASSIFIED -> codes.match("5");
          default -> false;
        };
    return isBounce ? BounceType.BOUNCE : BounceType.BLOCKED;
  }

  private static boolean isFull(Verdict verdict, Codes codes) {
    return verdict.rule().endsWith(FULL) || codes.match("5.2.2");
  }
}
