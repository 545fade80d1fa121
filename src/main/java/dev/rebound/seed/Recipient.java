package dev.rebound.seed;

import dev.rebound.bounce.BounceEvent;
import dev.rebound.bounce.BounceType;
import dev.rebound.bounce.EmailAddress;

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
