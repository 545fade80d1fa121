package dev.rebound.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that were erased here and are still on the other list. */
class ErasedRowsTest {
  private static final long T = 1_700_000_000;
  private static final String EVE = "eve@x.org";

  @AutoClose
  private static final TestService SERVICE =
      TestService.start(Map.of("REBOUND_ERASE_KEY", "0123456789abcdef0123456789abcdef"));

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAddressThatStaysBlockedDoesNotComeBack(boolean deletes) throws Exception {
    try (Lists lists = new Lists(SERVICE)) {
      Api here = lists.here;
      lists.there.ingest(BounceRow.at(T, EVE), BounceRow.at(T, "ann@x.org"));
      Mirror before = lists.mirror(deletes);
      lists.line(before);
      here.post("/rebound/v1/erase", "{\"email\":\"" + EVE + "\",\"keep_blocked\":true}");
      lists.there.ingest(BounceRow.at(T + 1, "ben@x.org"));
      // A later pass of the same mirror, its next full pass, and a mirror that knows nothing.
      lists.clock.advance(Duration.ofHours(1));
      lists.line(before);
      lists.clock.advance(Lists.DAY);
      lists.line(before);
      lists.line(lists.mirror(deletes));
      assertEquals(List.of("ben@x.org", "ann@x.org"), here.emails(""));
      assertEquals(List.of(), Lists.sources(here, EVE));
      assertTrue(here.get(Api.BOUNCES + "/" + EVE).body().contains("erased at the person's"));
      assertFalse(here.get("/rebound/v1/bounces.csv").body().contains(EVE));
    }
  }
}
