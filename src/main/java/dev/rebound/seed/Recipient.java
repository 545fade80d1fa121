package dev.rebound.seed;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EmailAddress;

/**
 * An address, and how the system behind it answers.
 *
 * @param replies of its receiver
 */
record Recipient(EmailAddress email, Replies replies) {
  BounceEvent event(BounceType type, long at, Dice dice) {
    Reply reply = replies.pick(type, dice);
    String reason = reply.text(email, dice);
    return new BounceEvent(email, at, type, reason, reply.status(), reply.verdict());
  }
}
