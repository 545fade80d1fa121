package dev.rebound.store;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.Classification;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Events of few addresses and few seconds, so that they get into each other's way. */
final class RandomEvents {
  // Around the ends of days, and of all that can be stored.
  private static final long[] SECONDS = {
    0, 1, 86_399, 86_400, 86_401, 1_700_000_000, 1_700_000_001, BounceEvent.MAX_TIME
  };

  private final Random random;
  private final int addresses;

  RandomEvents(Random random, int addresses) {
    this.random = random;
    this.addresses = addresses;
  }

  List<BounceEvent> list(int count) {
    List<BounceEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(next());
    }
    return events;
  }

  private BounceEvent next() {
    int reason = random.nextInt(3);
    return new BounceEvent(
        email(),
        SECONDS[random.nextInt(SECONDS.length)],
        random.nextInt(4) > 0
            ? BounceType.BOUNCE
            : random.nextBoolean() ? BounceType.BLOCKED : BounceType.DROPPED,
        "550 " + reason,
        random.nextBoolean() ? "5.1.1" : "",
        // Of the event, so that it does not matter who tells it first.
        Verdict.given(Classification.values()[reason]));
  }

  EmailAddress email() {
    return new EmailAddress("a" + random.nextInt(addresses) + "@x.org");
  }

  /** In another order, cut into batches of random sizes. */
  List<List<BounceEvent>> batches(List<BounceEvent> events, int maxSize) {
    List<BounceEvent> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, random);
    List<List<BounceEvent>> batches = new ArrayList<>();
    int from = 0;
    while (from < shuffled.size()) {
      int to = Math.min(shuffled.size(), from + 1 + random.nextInt(maxSize));
      batches.add(List.copyOf(shuffled.subList(from, to)));
      from = to;
    }
    return batches;
  }
}
