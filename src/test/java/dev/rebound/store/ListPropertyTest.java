package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.bus.Operations;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BouncePage;
import dev.rebound.domain.BouncePage.Position;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EmailFilter;
import dev.rebound.domain.Page;
import dev.rebound.domain.TimeRange;
import dev.rebound.domain.Verdict;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each shortcut to a page finds the rows of a walk through the whole list. */
@ExtendWith(VertxExtension.class)
class ListPropertyTest {
  private static final long SEED = 20_261_122;
  private static final int ROUNDS = 400;
  private static final int ADDRESSES = 600;
  private static final int DAYS = 12;
  private static final long DAY = 86_400;
  private static final List<String> FILTERS =
      List.of("a", "ab", "b%a", "%aba", "%a", "%ab", "a%%b", "%bb%a", "zz", "%zzz", "%x.o", "%@x");

  private static final OwnAccount ACCOUNT = new OwnAccount();
  private static final NaiveList NAIVE = new NaiveList();
  private static List<Bounce> list;
  private static Lanes lanes;

  /** Seconds at the edges of days, many in one second, some days empty; then some deleted. */
  @BeforeAll
  static void fill(Vertx vertx) {
    lanes =
        Lanes.open(
            vertx,
            new StoreOptions(
                new StoreOptions.Servers(
                    List.of(OwnAccount.SERVICE.databaseUrl()), Optional.empty(), false),
                Optional.empty(),
                2,
                true),
            NoMeters.STORE);
    Random random = new Random(SEED);
    List<BounceEvent> events = new ArrayList<>();
    for (int i = 0; i < ADDRESSES; i++) {
      events.add(event(text(random) + "@x.org", second(random)));
    }
    ACCOUNT.ingest(events);
    NAIVE.ingest(events);
    List<EmailAddress> gone =
        events.stream().map(BounceEvent::email).filter(email -> random.nextInt(4) == 0).toList();
    ACCOUNT.delete(gone);
    NAIVE.delete(gone);
    list = NAIVE.bounces();
  }

  @AfterAll
  static void close() {
    lanes.close().await();
  }

  @Test
  void aPageAtAnOffsetIsThatOfTheWholeList() {
    for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
      Random random = new Random(seed);
      TimeRange created = range(random);
      List<Bounce> expected = matches(created, "");
      Page page = page(random, expected.size());
      BouncePage found = ACCOUNT.page(created, EmailFilter.ANY, page);
      String run = "seed " + seed + ", " + created + ", " + page;
      assertEquals(window(expected, page), found.bounces(), run);
      assertEquals(OptionalLong.of(expected.size()), found.total(), run);
    }
  }

  @Test
  void aPageBehindARowGoesOnWhereItStood() {
    for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
      Random random = new Random(seed);
      TimeRange created = range(random);
      String filter = random.nextBoolean() ? "" : filter(random);
      // Of a row that was deleted, or of one that is out of the range.
      Position after = new Position(second(random), text(random) + "@x.org");
      int limit = 1 + random.nextInt(20);
      List<Bounce> expected =
          matches(created, filter).stream()
              .filter(row -> isBehind(row, after))
              .limit(limit)
              .toList();
      BouncePage.Query query =
          new BouncePage.Query(
              ACCOUNT.id(),
              created,
              EmailFilter.of(filter),
              new Page(limit, 0),
              Optional.of(after));
      String run = "seed " + seed + ", " + query;
      assertEquals(expected, OwnAccount.SERVICE.ask(Operations.LIST_BOUNCES, query).bounces(), run);
      if (!filter.isEmpty()) {
        assertEquals(expected, bounded(random).page(query).await().bounces(), run);
      }
    }
  }

  /** With bounds so narrow that a short list takes every way that a long one does. */
  @Test
  void aFilterFindsTheSameWhicheverWayItTakes() {
    for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
      Random random = new Random(seed);
      TimeRange created = range(random);
      String filter = filter(random);
      List<Bounce> expected = matches(created, filter);
      Page page = page(random, expected.size());
      BouncePage.Query query =
          new BouncePage.Query(
              ACCOUNT.id(), created, EmailFilter.of(filter), page, Optional.empty());
      BouncePage found = bounded(random).page(query).await();
      String run = "seed " + seed + ", " + filter + ", " + created + ", " + page;
      assertEquals(window(expected, page), found.bounces(), run);
      found.total().ifPresent(total -> assertEquals(expected.size(), total, run));
    }
  }

  private static FilteredPages bounded(Random random) {
    return new FilteredPages(
        lanes,
        new FilteredPages.Bounds(
            random.nextInt(20),
            1 + random.nextInt(60),
            1 + random.nextInt(40),
            random.nextInt(400)));
  }

  private static List<Bounce> matches(TimeRange created, String filter) {
    String regex = filter.replace(".", "\\.").replace("%", ".*") + ".*";
    return list.stream()
        .filter(row -> row.created() >= created.from() && row.created() <= created.to())
        .filter(row -> row.email().matches(regex))
        .toList();
  }

  private static boolean isBehind(Bounce row, Position after) {
    return row.created() == after.created()
        ? row.email().compareTo(after.email()) < 0
        : row.created() < after.created();
  }

  private static List<Bounce> window(List<Bounce> rows, Page page) {
    return rows.stream().skip(page.offset()).limit(page.limit()).toList();
  }

  /** Anywhere on the list, or at its end, or far past it. */
  private static Page page(Random random, int size) {
    int limit = random.nextInt(4) == 0 ? Page.MAX_LIMIT : 1 + random.nextInt(20);
    return switch (random.nextInt(6)) {
      case 0 -> new Page(limit, 0);
      case 1 -> new Page(limit, Math.max(0, size - random.nextInt(3)));
      case 2 -> new Page(limit, random.nextBoolean() ? Long.MAX_VALUE : size + 1);
      default -> new Page(limit, random.nextInt(size + 1));
    };
  }

  private static String filter(Random random) {
    return FILTERS.get(random.nextInt(FILTERS.size()));
  }

  private static TimeRange range(Random random) {
    long from = random.nextInt(3) == 0 ? Long.MIN_VALUE : second(random) - random.nextInt(2);
    long to = random.nextInt(3) == 0 ? Long.MAX_VALUE : second(random) + random.nextInt(2);
    return new TimeRange(from, to);
  }

  /** The first, second or last second of a day, or one in it that many share. */
  private static long second(Random random) {
    long day = random.nextInt(DAYS) / 3 * 2 * DAY;
    return switch (random.nextInt(4)) {
      case 0 -> day;
      case 1 -> day + 1;
      case 2 -> day + DAY - 1;
      default -> day + 40_000 + random.nextInt(3);
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      text.append("ab".charAt(random.nextInt(2)));
    }
    return text.toString();
  }

  private static BounceEvent event(String email, long at) {
    return new BounceEvent(
        new EmailAddress(email), at, BounceType.BOUNCE, "no", "5.0.0", Verdict.NONE);
  }
}
