package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.bus.Operations;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.EmailAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One lookup of many addresses finds what as many of one do. */
class LookupPropertyTest {
  private static final int LISTED = 40;

  private final Random random = new Random(11);
  private final RandomEvents events = new RandomEvents(random, LISTED);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, LISTED, 256, Bounce.Lookup.MAX_SIZE})
  void oneQuestionForManyIsAnsweredAsManyForOne(int size) {
    OwnAccount account = new OwnAccount();
    account.ingest(events.list(LISTED));
    new OwnAccount().ingest(events.list(LISTED));
    List<EmailAddress> emails = emails(size);
    Map<String, Bounce> alone = new HashMap<>();
    emails.forEach(email -> alone.putAll(account.find(List.of(email))));
    Bounce.Lookup lookup = new Bounce.Lookup(account.id(), emails);
    assertEquals(alone, OwnAccount.SERVICE.ask(Operations.FIND_BOUNCES, lookup).bounces());
    assertEquals(alone, OwnAccount.SERVICE.ask(Operations.FIND_MANY_BOUNCES, lookup).bounces());
  }

  /** Some of them on the list, some told twice. */
  private List<EmailAddress> emails(int size) {
    return random
        .ints(size, 0, Math.max(size, 2 * LISTED))
        .mapToObj(i -> new EmailAddress("a" + i + "@x.org"))
        .toList();
  }
}
