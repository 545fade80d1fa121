package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BouncePage;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EmailFilter;
import dev.rebound.domain.Page;
import dev.rebound.domain.TimeRange;
import dev.rebound.domain.Verdict;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class EmailFilterPropertyTest {
  private static final long SEED = 20_260_303;
  private static final int ADDRESSES = 500;
  private static final int FILTERS = 600;
  private static final int SECONDS = 40;

  // Few, so that they often match, and each of them a trap for somebody. The last ones stand on
  // both
  // sides of the surrogates, and at the end of all code points.
  private static final List<String> LETTERS =
      List.of(
          "a",
          "a",
          "b",
          "B",
          "%",
          "_",
          "\\",
          "+",
          ".",
          "25",
          "\u00e9",
          "\u00c9",
          "\u65e5",
          "\ud83d\ude00",
          "\ud7ff",
          "\ue000",
          "\uffff",
          "\ud800\udc00",
          "\udbff\udfff");

  // As COLLATE "C" sorts: by code point, where Java goes by char.
  private static final Comparator<String> BY_CODE_POINT =
      (left, right) -> Arrays.compareUnsigned(utf8(left), utf8(right));
  private static final Comparator<Bounce> NEWEST_FIRST =
      Comparator.comparingLong(Bounce::created)
          .thenComparing(Bounce::email, BY_CODE_POINT)
          .reversed();

  private static final OwnAccount ACCOUNT = new OwnAccount();
  private static final Map<EmailAddress, Bounce> LIST = new HashMap<>();
  private static List<String> emails;

  @BeforeAll
  static void fill() {
    Random random = new Random(SEED);
    while (LIST.size() < ADDRESSES) {
      String text = text(random, 1 + random.nextInt(5)) + "@" + text(random, 1 + random.nextInt(2));
      EmailAddress email = EmailAddress.parse(text).orElseThrow();
      LIST.putIfAbsent(email, new Bounce(random.nextInt(SECONDS), email.text(), "", ""));
    }
    emails = LIST.values().stream().map(Bounce::email).sorted().toList();
    ACCOUNT.ingest(LIST.keySet().stream().map(EmailFilterPropertyTest::event).toList());
  }

  @Test
  void theListIsWhatANaiveReadingOfTheFilterFinds() {
    for (long seed = SEED; seed < SEED + FILTERS; seed++) {
      Random random = new Random(seed);
      String filter = filter(random);
      TimeRange created = random.nextInt(3) == 0 ? range(random) : TimeRange.ALL;
      List<Bounce> expected =
          LIST.values().stream()
              .filter(bounce -> matches(bounce.email(), filter))
              .filter(row -> row.created() >= created.from() && row.created() <= created.to())
              .sorted(NEWEST_FIRST)
              .toList();
      String run = "seed " + seed + ", filter " + filter + ", " + created;
      EmailFilter parsed = EmailFilter.of(filter);
      assertEquals(
          emails.stream().filter(email -> matches(email, filter)).toList(),
          emails.stream().filter(parsed.matcher()).toList(),
          run);
      int limit = random.nextInt(3) == 0 ? expected.size() / 3 + 1 : Page.MAX_LIMIT;
      assertEquals(expected, ACCOUNT.list(created, EmailFilter.of(filter), limit), run);
      assertEquals(expected.size(), total(created, filter, random.nextInt(2 * ADDRESSES)), run);
    }
  }

  /** As on a list of millions, whose rows are never all read. */
  @Test
  void theIndexesFindTheSame(Vertx vertx) {
    StoreOptions.Servers servers =
        new StoreOptions.Servers(
            List.of(OwnAccount.SERVICE.databaseUrl()), Optional.empty(), false);
    Lanes lanes =
        Lanes.open(vertx, new StoreOptions(servers, Optional.empty(), 2, true), NoMeters.STORE);
    FilteredPages pages =
        new FilteredPages(lanes, new FilteredPages.Bounds(0, 1, 2 * ADDRESSES, -1));
    for (long seed = SEED; seed < SEED + FILTERS; seed++) {
      String filter = (seed % 2 == 0 ? "%" : "") + filter(new Random(seed));
      List<Bounce> expected =
          LIST.values().stream()
              .filter(bounce -> matches(bounce.email(), filter))
              .sorted(NEWEST_FIRST)
              .toList();
      EmailFilter parsed = EmailFilter.of(filter);
      if (!(parsed instanceof EmailFilter.Any)) {
        BouncePage.Query query =
            new BouncePage.Query(
                ACCOUNT.id(), TimeRange.ALL, parsed, new Page(Page.MAX_LIMIT, 0), Optional.empty());
        assertEquals(expected, pages.page(query).await().bounces(), "filter " + filter);
      }
    }
    lanes.close().await();
  }

  /** The total is of all pages, also when the page asked for is past the end. */
  private static long total(TimeRange created, String filter, long offset) {
    return ACCOUNT.page(created, EmailFilter.of(filter), new Page(1, offset)).total().getAsLong();
  }

  /** The first literal in front, the others somewhere after it, in this order. */
  private static boolean matches(String email, String filter) {
    String[] literals = filter.toLowerCase(Locale.ROOT).split("%", -1);
    if (!email.startsWith(literals[0])) {
      return false;
    }
    int from = literals[0].length();
    for (int i = 1; i < literals.length; i++) {
      int found = email.indexOf(literals[i], from);
      if (found < 0) {
        return false;
      }
      from = found + literals[i].length();
    }
    return true;
  }

  /** Made up, or cut out of an address that is on the list. */
  private static String filter(Random random) {
    StringBuilder filter = new StringBuilder(random.nextInt(3) == 0 ? "%" : "");
    for (int pieces = random.nextInt(3); pieces >= 0; pieces--) {
      filter.append(random.nextInt(4) == 0 ? text(random, 1 + random.nextInt(2)) : piece(random));
      filter.append(pieces > 0 || random.nextInt(4) == 0 ? "%" : "");
    }
    return filter.toString();
  }

  private static String piece(Random random) {
    int[] email = emails.get(random.nextInt(emails.size())).codePoints().toArray();
    int from = random.nextBoolean() ? 0 : random.nextInt(email.length);
    int length = Math.min(email.length - from, 1 + random.nextInt(3));
    String piece = new String(email, from, length);
    return random.nextInt(4) == 0 ? piece.toUpperCase(Locale.ROOT) : piece;
  }

  private static TimeRange range(Random random) {
    return new TimeRange(random.nextInt(SECONDS) - 1, random.nextInt(SECONDS));
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.get(random.nextInt(LETTERS.size())));
    }
    return text.toString();
  }

  private static BounceEvent event(EmailAddress email) {
    return new BounceEvent(
        email, LIST.get(email).created(), BounceType.BOUNCE, "", "", Verdict.NONE);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
