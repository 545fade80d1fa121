package dev.rebound.seed;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EmailAddress;

/**
 * Numbered recipients with different addresses. A number is permuted; the lower bits of the result
 * select a slot, and the slot a domain: larger domains have more slots. The upper bits and the
 * slot's place in its domain number the mailbox within the domain.
 */
final class Recipients {
  private static final int SLOT_BITS = 20;
  private static final int SLOTS = 1 << SLOT_BITS;

  private final RecipientDomains domains = new RecipientDomains(SLOTS);
  private final MailboxNames mailboxes = new MailboxNames();
  private final long seed;
  private final int bits;

  /**
   * An address and the replies of its receiver.
   *
   * @param replies the SMTP replies that its domain's server sends
   */
  record Recipient(EmailAddress email, SmtpReplies replies) {
    BounceEvent event(BounceType type, long at, SeededRandom random) {
      SmtpReplies.Reply reply = replies.pick(type, random);
      String reason = reply.text(email, random);
      return new BounceEvent(email, at, type, reason, reply.status(), reply.verdict());
    }
  }

  /**
   * @param count the number of recipients, 2 or more
   */
  Recipients(long seed, long count) {
    this.seed = seed;
    this.bits = Math.max(SLOT_BITS, Long.SIZE - Long.numberOfLeadingZeros(count - 1));
  }

  Recipient get(long number) {
    long permuted = permute(number);
    int slot = (int) (permuted & (SLOTS - 1));
    int domain = domains.ofSlot(slot);
    long mailbox =
        (permuted >>> SLOT_BITS) * domains.slots(domain) + slot - domains.firstSlot(domain);
    long salt = SeededRandom.mix(seed ^ SeededRandom.mix(domain));
    String email = mailboxes.name(mailbox, salt) + "@" + domains.name(domain);
    return new Recipient(new EmailAddress(email), domains.replies(domain));
  }

  // Every step is reversible, so that two numbers never have the same result.
  private long permute(long number) {
    long mask = (1L << bits) - 1;
    long x = number;
    for (int round = 0; round < 3; round++) {
      x = (x * 0x9E3779B97F4A7C15L + SeededRandom.mix(seed + round)) & mask;
      x ^= x >>> (bits / 2);
    }
    return x;
  }
}
