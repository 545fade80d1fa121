package dev.rebound.mock.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DelayTest {
  private static final int DRAWS = 10_000;

  @Test
  void uniformDelaysFillTheirRangeAndNoMore() {
    long[] drawn = drawSorted(new Delay.Uniform(10, 19));
    assertEquals(10, drawn[0]);
    assertEquals(19, drawn[DRAWS - 1]);
    assertEquals(14.5, Arrays.stream(drawn).average().orElseThrow(), 0.2);
  }

  @Test
  void halfOfLogNormalDelaysAreBelowTheirMedianAndAFewFarAbove() {
    long[] drawn = drawSorted(new Delay.LogNormal(100, 1));
    assertEquals(100, drawn[DRAWS / 2], 5);
    // One of a hundred is above exp(2.326) times the median.
    assertEquals(1024, drawn[DRAWS / 100 * 99], 120);
  }

  @Test
  void noDelayIsLongerThanTenMinutes() {
    long[] drawn = drawSorted(new Delay.LogNormal(Delay.MAX_MILLIS, 10));
    assertEquals(Delay.MAX_MILLIS, drawn[DRAWS - 1]);
    assertTrue(drawn[0] >= 0);
  }

  private static long[] drawSorted(Delay delay) {
    Random random = new Random(1);
    return random.longs(DRAWS).map(ignored -> delay.millis(random)).sorted().toArray();
  }
}
