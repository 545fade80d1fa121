package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bounce.BatchLookup;
import dev.rebound.bounce.Bounce;
import dev.rebound.bounce.BounceLookup;
import dev.rebound.bounce.EmailAddress;
import dev.rebound.bus.Operations;
import dev.rebound.support.TestService;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lookups that share a statement are answered as if each were alone. */
class LookupPropertyTest {
  private static final TestService SERVICE = TestService.shared();
  private static final int ADDRESSES = 40;
  // More than are put together in one statement, for each account and instance.
  private static final int AT_ONCE = 3_000;

  private final Random random = new Random(11);
  private final RandomEvents events = new RandomEvents(random, ADDRESSES);
  private final List<OwnAccount> accounts = Stream.generate(OwnAccount::new).limit(3).toList();

  @Test
  void lookupsAtOnceAreAnsweredAsIfEachWereAlone() {
    accounts.forEach(account -> account.tell(events.list(ADDRESSES)));
    List<BounceLookup> lookups =
        Stream.generate(() -> new BounceLookup(account().id(), events.email()))
            .limit(AT_ONCE)
            .toList();
    Map<BounceLookup, Optional<Bounce>> alone = new HashMap<>();
    lookups.forEach(
        one -> alone.computeIfAbsent(one, lookup -> SERVICE.ask(Operations.FIND_BOUNCE, lookup)));
    assertTrue(alone.values().stream().anyMatch(Optional::isPresent));
    assertTrue(alone.values().stream().anyMatch(Optional::isEmpty));
    List<Future<Optional<Bounce>>> together =
        lookups.stream().map(lookup -> SERVICE.send(Operations.FIND_BOUNCE, lookup)).toList();
    for (int i = 0; i < AT_ONCE; i++) {
      assertEquals(alone.get(lookups.get(i)), together.get(i).await());
    }
  }

  @Test
  void oneQuestionForManyIsAnsweredAsManyForOneInTheirOrder() {
    OwnAccount account = account();
    account.tell(events.list(ADDRESSES));
    for (int size : new int[] {1, 2, ADDRESSES, BatchLookup.MAX_SIZE}) {
      List<EmailAddress> emails = distinct(size);
      List<Bounce> alone = new ArrayList<>();
      for (EmailAddress email : emails) {
        SERVICE
            .ask(Operations.FIND_BOUNCE, new BounceLookup(account.id(), email))
            .ifPresent(alone::add);
      }
      assertEquals(
          alone, SERVICE.ask(Operations.FIND_BOUNCES, new BatchLookup(account.id(), emails)));
    }
  }

  private OwnAccount account() {
    return accounts.get(random.nextInt(accounts.size()));
  }

  private List<EmailAddress> distinct(int size) {
    return random
        .ints(0, Math.max(2 * size, ADDRESSES))
        .distinct()
        .limit(size)
        .mapToObj(i -> new EmailAddress("a" + i + "@x.org"))
        .toList();
  }
}
