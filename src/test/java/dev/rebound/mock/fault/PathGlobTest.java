package dev.rebound.mock.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathGlobTest {
  @ParameterizedTest
  @CsvSource({
    "/v3/a, /v3/a, true",
    "/v3/a, /v3/ab, false",
    "/v3/ab, /v3/a, false",
    "/v3/a*, /v3/a, true",
    "/v3/a*, /v3/a/b?c, true",
    "*, '', true",
    "*, /x, true",
    "/*/b, /a/b, true",
    "/*/b, /a/b/c/b, true",
    "/*/b, /a/c, false",
    "*a*b, xaxbxb, true",
    "*a*b, xbxa, false",
    "**, /x, true",
    "/a.c, /abc, false",
    "/a?c, /abc, false"
  })
  void aStarStandsForAnyTextAndNothingElseForAnother(String glob, String path, boolean matches) {
    assertEquals(matches, FaultRuleReader.glob(glob).matcher(path).matches());
  }

  // A matcher that backtracks would take longer than the universe exists.
  @Test
  @Timeout(60)
  void manyStarsAreMatchedWithoutBacktracking() {
    Pattern glob = FaultRuleReader.glob("*a".repeat(FaultRuleReader.MAX_GLOB / 2) + "b");
    assertFalse(glob.matcher("a".repeat(16_000)).matches());
  }
}
