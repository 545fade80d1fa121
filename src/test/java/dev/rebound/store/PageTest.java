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
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
  private static final OwnAccount ACCOUNT = new OwnAccount();
  private static final long MAX_TIME = BounceEvent.MAX_TIME;
  private static final Page FIRST = new Page(Page.MAX_LIMIT, 0);

  @BeforeAll
  static void fill() {
    ACCOUNT.ingest(
        List.of(event("a@x", 0), event("c@x", 17), event("b@x", 17), event("d@x", MAX_TIME)));
  }

  @Test
  void theNewestComeFirstAndWithinASecondTheAddressesBackwards() {
    assertEquals(
        List.of(
            new Bounce(MAX_TIME, "d@x", "no", "5.0.0"),
            new Bounce(17, "c@x", "no", "5.0.0"),
            new Bounce(17, "b@x", "no", "5.0.0"),
            new Bounce(0, "a@x", "no", "5.0.0")),
        ACCOUNT.list());
  }

  @ParameterizedTest
  @CsvSource({
    "17, 17, c@x b@x",
    "0, 16, a@x",
    "18, 253402300799, d@x",
    "-9223372036854775808, 9223372036854775807, d@x c@x b@x a@x",
    "-9223372036854775808, -1, ''",
    "253402300800, 9223372036854775807, ''",
    "9223372036854775807, 9223372036854775807, ''",
    "18, 16, ''",
  })
  void aRangeHoldsBothItsEnds(long from, long to, String emails) {
    BouncePage page = ACCOUNT.page(new TimeRange(from, to), EmailFilter.ANY, FIRST);
    assertEquals(emails, String.join(" ", page.bounces().stream().map(Bounce::email).toList()));
    assertEquals(OptionalLong.of(page.bounces().size()), page.total());
  }

  @ParameterizedTest
  @CsvSource({
    "2, 0, d@x c@x",
    "2, 1, c@x b@x",
    "2, 3, a@x",
    "500, 4, ''",
    "1, 9223372036854775807, ''",
  })
  void aPageIsAWindowAndItsTotalTheWholeList(int limit, long offset, String emails) {
    BouncePage page = ACCOUNT.page(TimeRange.ALL, EmailFilter.ANY, new Page(limit, offset));
    assertEquals(emails, String.join(" ", page.bounces().stream().map(Bounce::email).toList()));
    assertEquals(OptionalLong.of(4), page.total());
  }

  /** A page is read as columns, or as rows where a field contains the columns' separator. */
  @ParameterizedTest
  @ValueSource(strings = {"plain", "a\u001fb", "\u001f", ""})
  void aPageHasItsReasonsWhateverTheyContain(String reason) {
    OwnAccount account = new OwnAccount();
    String odd = "\u0001\"\\\n\u00e9\u2028\ud83d\ude00";
    account.ingest(
        List.of(event("\u00e9@x", 3, odd), event("b@x", 2, reason), event("a@x", 1, "")));
    assertEquals(
        List.of(
            new Bounce(3, "\u00e9@x", odd, "5.0.0"),
            new Bounce(2, "b@x", reason, "5.0.0"),
            new Bounce(1, "a@x", "", "5.0.0")),
        account.list());
    assertEquals(
        List.of(new Bounce(2, "b@x", reason, "5.0.0")),
        account.page(TimeRange.ALL, EmailFilter.ANY, new Page(1, 1)).bounces());
  }

  private static BounceEvent event(String email, long at) {
    return event(email, at, "no");
  }

  private static BounceEvent event(String email, long at, String reason) {
    return new BounceEvent(
        new EmailAddress(email), at, BounceType.BOUNCE, reason, "5.0.0", Verdict.NONE);
  }
}
