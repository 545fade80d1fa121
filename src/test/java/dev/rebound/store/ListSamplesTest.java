package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rebound.bus.UnavailableException;
import dev.rebound.domain.EmailFilter;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListSamplesTest {
  private static final long TEN_SECONDS = 10_000_000_000L;

  private long now;
  private long reads;
  private boolean isDown;

  private final ListSamples samples = new ListSamples(this::read, () -> now);

  private Future<ListSamples.Sample> read(long accountId) {
    reads++;
    return isDown
        ? Future.failedFuture(new UnavailableException("down"))
        : Future.succeededFuture(new ListSamples.Sample(accountId, List.of()));
  }

  @Test
  void aSampleIsReadOnceInTenSeconds() {
    assertEquals(7, rows(7));
    now = TEN_SECONDS - 1;
    assertEquals(7, rows(7));
    assertEquals(1, reads);
    now = TEN_SECONDS;
    assertEquals(7, rows(7));
    assertEquals(2, reads);
  }

  @Test
  void aFailureIsNotKept() {
    isDown = true;
    assertThrows(UnavailableException.class, () -> rows(7));
    isDown = false;
    assertEquals(7, rows(7));
  }

  @Test
  void theSamplesOfTheAccountsUsedLastAreKept() {
    for (long account = 0; account < 64; account++) {
      rows(account);
    }
    rows(0);
    rows(64);
    reads = 0;
    rows(0);
    assertEquals(0, reads);
    rows(1);
    assertEquals(1, reads);
  }

  @Test
  void aSampleCountsMatches() {
    ListSamples.Sample sample =
        new ListSamples.Sample(9, List.of("ann@x.org", "anna@y.net", "ben@x.org"));
    assertEquals(2, sample.matches(EmailFilter.of("an")));
    assertEquals(1, sample.matches(EmailFilter.of("an%x")));
    assertEquals(2, sample.matches(EmailFilter.of("%x.org")));
    assertEquals(3, sample.matches(EmailFilter.ANY));
  }

  private long rows(long accountId) {
    return samples.find(accountId).await().rows();
  }
}
