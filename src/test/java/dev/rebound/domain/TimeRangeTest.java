package dev.rebound.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeRangeTest {
  private static final long MAX = BounceEvent.MAX_TIME;

  @ParameterizedTest
  @CsvSource({
    "0, 253402300799",
    "-1, 253402300800",
    "-9223372036854775808, 9223372036854775807",
  })
  void whatHoldsEveryStorableSecondIsAll(long from, long to) {
    assertEquals(TimeRange.ALL, new TimeRange(from, to));
    assertTrue(new TimeRange(from, to).isAll());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 253402300799, 1, 253402300799",
    "0, 253402300798, 0, 253402300798",
    "17, 17, 17, 17",
    "253402300799, 9223372036854775807, 253402300799, 253402300799",
    "-17, 0, 0, 0",
  })
  void anyOtherKeepsItsEndsWithinWhatCanBeStored(long from, long to, long first, long last) {
    TimeRange range = new TimeRange(from, to);
    assertEquals(first, range.from());
    assertEquals(last, range.to());
    assertFalse(range.isAll());
  }

  @ParameterizedTest
  @CsvSource({
    "18, 17",
    "0, -1",
    "-17, -9",
    "-9223372036854775808, -9223372036854775808",
    "9223372036854775807, -9223372036854775808",
    "9223372036854775807, 9223372036854775807",
    "253402300800, 253402300800",
  })
  void aRangeWithoutAStorableSecondIsEmptyAndStillFitsTheDatabase(long from, long to) {
    TimeRange range = new TimeRange(from, to);
    assertTrue(range.from() > range.to());
    assertTrue(range.from() <= MAX + 1, "a later second is out of range for PostgreSQL");
    assertTrue(range.to() >= -1);
  }
}
