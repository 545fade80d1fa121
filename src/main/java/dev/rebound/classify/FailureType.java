package dev.rebound.classify;

import dev.rebound.domain.BounceType;
import dev.rebound.domain.Verdict;

/**
 * Decides whether a permanent failure is a bounce or a block, for formats that do not distinguish
 * them. Like SendGrid, by what the failure means for the address, not by 4xx and 5xx (contract,
 * chapter 5): a block leaves the address valid. The table of kinds is in {@code docs/ingest.md}.
 */
public final class FailureType {
  // The ends of the ids of rules, which name kinds of failures.
  private static final String FULL = "full";
  private static final String BUSY = "busy";
  private static final String DISABLED = "disabled";
  private static final String NO_SUCH_DOMAIN = "no-such-domain";
  private static final String LOOKUP = "lookup";

  private FailureType() {}

  /**
   * Returns a bounce for an address that does not exist, a closed mailbox and a domain that does
   * not exist or takes no mail; else a block. A full mailbox is a block, and an unknown failure
   * unless its code says that the address is at fault.
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
          case MAILBOX_UNAVAILABLE -> isClosed(verdict.rule(), codes);
          case TECHNICAL_FAILURE -> isNoDomain(verdict.rule(), codes);
          case UNCLASSIFIED -> isOfAddress(codes) || isBareRefusal(reason, codes);
          default -> false;
        };
    return isBounce ? BounceType.BOUNCE : BounceType.BLOCKED;
  }

  private static boolean isClosed(String rule, StatusCodes codes) {
    if (rule.endsWith(FULL) || rule.endsWith(BUSY)) {
      return false;
    }
    return rule.endsWith(DISABLED)
        ? !isTemporary(codes)
        : codes.matches("5") && !codes.matches("5.2.2") && !codes.matches("552");
  }

  private static boolean isNoDomain(String rule, StatusCodes codes) {
    if (rule.endsWith(NO_SUCH_DOMAIN)) {
      return !isTemporary(codes);
    }
    boolean isVague = rule.endsWith(LOOKUP) || isByCode(rule);
    return isVague && (codes.matches("5.1.2") || codes.matches("5.4.4") || codes.matches("556"));
  }

  private static boolean isByCode(String rule) {
    return rule.startsWith("status-") || rule.startsWith("reply-");
  }

  // 4.0.0 names no fault; several systems put it into final reports. A reply of the server counts.
  private static boolean isTemporary(StatusCodes codes) {
    boolean isGeneric = codes.matches("4.0.0") && !codes.reply().startsWith("4");
    return codes.matches("4") && !codes.matches("5") && !isGeneric;
  }

  private static boolean isOfAddress(StatusCodes codes) {
    return codes.matches("5.2.1")
        || (codes.matches("5.1") && !codes.matches("5.1.7") && !codes.matches("5.1.8"));
  }

  private static boolean isBareRefusal(String reason, StatusCodes codes) {
    return codes.matches("550") && PlainText.of(reason).chars().noneMatch(Character::isLetter);
  }
}
