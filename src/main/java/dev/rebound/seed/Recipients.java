package dev.rebound.seed;

import dev.rebound.domain.EmailAddress;

/**
 * Addresses by number, all of them different by construction. A number is shuffled to another one,
 * whose lower bits are a slot that belongs to a domain, more of them to a larger one; the rest and
 * the place among the domain's slots number the mailbox within its domain.
 */
final class Recipients {
  private static final int SLOT_BITS = 20;
  private static final int SLOTS = 1 << SLOT_BITS;

  private final Domains domains = new Domains(SLOTS);
  private final Mailboxes mailboxes = new Mailboxes();
  private final long seed;
  private final int bits;

  /**
   * @param count how many there may be, 2 or more
   */
  Recipients(long seed, long count) {
    this.seed = seed;
    this.bits = Math.max(SLOT_BITS, Long.SIZE - Long.numberOfLeadingZeros(count - 1));
  }

  Recipient of(long number) {
    long shuffled = shuffled(number);
    int slot = (int) (shuffled & (SLOTS - 1));
    int domain = domains.ofSlot(slot);
    long mailbox =
        (shuffled >>> SLOT_BITS) * domains.slots(domain) + slot - domains.firstSlot(domain);
    long salt = Dice.mixed(seed ^ Dice.mixed(domain));
    String email = mailboxes.name(mailbox, salt) + "@" + domains.name(domain);
    return new Recipient(new EmailAddress(email), domains.replies(domain));
  }

  /** One to one on numbers of so many bits, as each step can be undone. */
  private long shuffled(long number) {
    long mask = (1L << bits) - 1;
    long x = number;
    for (int round = 0; round < 3; round++) {
      x = (x * 0x9E3779B97F4A7C15L + Dice.mixed(seed + round)) & mask;
      x ^= x >>> (bits / 2);
    }
    return x;
  }
}
