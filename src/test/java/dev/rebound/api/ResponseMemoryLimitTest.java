package dev.rebound.api;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ResponseMemoryLimitTest {
  private static final int MAX = 1 << 20;
  private static final int QUARTER = MAX / 4;

  private final ResponseMemoryLimit limit = new ResponseMemoryLimit(MAX);

  @Test
  void anAccountGetsHalf() {
    assertTrue(limit.reserve(1, QUARTER));
    assertTrue(limit.reserve(1, QUARTER));
    assertFalse(limit.reserve(1, QUARTER));
    assertTrue(limit.reserve(2, QUARTER));
    limit.release(1, QUARTER);
    assertTrue(limit.reserve(1, QUARTER));
  }

  @Test
  void allAccountsTogetherGetTheWhole() {
    for (int account = 1; account <= 4; account++) {
      assertTrue(limit.reserve(account, QUARTER));
    }
    assertFalse(limit.reserve(5, QUARTER));
    limit.release(3, QUARTER);
    assertTrue(limit.reserve(5, QUARTER));
  }

  @Test
  void aBodyLargerThanTheShareGoesOutAlone() {
    assertTrue(limit.reserve(1, MAX - QUARTER));
    assertFalse(limit.reserve(1, QUARTER));
    assertTrue(limit.reserve(2, QUARTER));
  }

  @Test
  void smallBodiesAreNotCounted() {
    assertTrue(limit.reserve(1, MAX));
    assertTrue(limit.reserve(1, ResponseMemoryLimit.SMALL_BYTES));
    assertFalse(limit.reserve(1, ResponseMemoryLimit.SMALL_BYTES + 1));
  }
}
