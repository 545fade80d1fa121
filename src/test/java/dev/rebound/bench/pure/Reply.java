package dev.rebound.bench.pure;

import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceEvent;
import java.util.stream.Collectors;

/** What a mail server answered. */
public enum Reply {
  KNOWN {
    @Override
    String reason() {
      return "550 5.1.1 <mary.smith@gmail.com>: Recipient address rejected: User unknown";
    }
  },

  /** Words and codes of which no rule makes anything. */
  UNKNOWN {
    @Override
    String reason() {
      return "554 5.0.0 The gateway of this site has returned your letter, case 4711-0815";
    }
  },

  /** As long as a reason is kept: many replies, one after another. */
  LONG {
    @Override
    String reason() {
      return Seeded.bounces(200).stream()
          .map(Bounce::reason)
          .collect(Collectors.joining(" "))
          .substring(0, BounceEvent.MAX_REASON_BYTES);
    }
  };

  abstract String reason();

  String status() {
    return this == UNKNOWN ? "5.0.0" : "5.1.1";
  }
}
