package dev.rebound.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BounceEventTest {
  private static final int MAX = BounceEvent.MAX_REASON_BYTES;
  private static final EmailAddress ANN = new EmailAddress("ann@x.org");
  private static final BounceEvent EVENT = event(ANN, 17, BounceType.BOUNCE, "550 no", "5.1.1");

  // Every database holds fingerprints of earlier versions: another value would tell all of its
  // events anew.
  @Test
  void theFingerprintIsTheSameInEveryVersion() {
    assertEquals(UUID.fromString("198831c2-f6e9-12db-90ad-9e5541def446"), EVENT.fingerprint());
  }

  @Test
  void theClassificationIsNoPartOfTheFingerprint() {
    BounceEvent other =
        new BounceEvent(
            ANN, 17, BounceType.BOUNCE, "550 no", "5.1.1", Verdict.given(Classification.CONTENT));
    assertNotEquals(EVENT, other);
    assertEquals(EVENT.fingerprint(), other.fingerprint());
  }

  static Stream<BounceEvent> others() {
    return Stream.of(
        event(new EmailAddress("ann@x.or"), 17, BounceType.BOUNCE, "550 no", "5.1.1"),
        event(ANN, 18, BounceType.BOUNCE, "550 no", "5.1.1"),
        event(ANN, 17, BounceType.BLOCKED, "550 no", "5.1.1"),
        event(ANN, 17, BounceType.BOUNCE, "550 no ", "5.1.1"),
        event(ANN, 17, BounceType.BOUNCE, "", "5.1.1"),
        event(ANN, 17, BounceType.BOUNCE, "550 no", "5.1.2"),
        event(ANN, 17, BounceType.BOUNCE, "550 no", ""),
        // The same text, divided otherwise.
        event(ANN, 17, BounceType.BOUNCE, "1550 no", "5.1."),
        event(ANN, 7, BounceType.BOUNCE, "550 no1", "5.1.1"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void everyOtherFieldIs(BounceEvent other) {
    assertNotEquals(EVENT.fingerprint(), other.fingerprint());
  }

  static Stream<Arguments> reasons() {
    String grin = "\ud83d\ude00";
    return Stream.of(
        arguments("a".repeat(MAX), "a".repeat(MAX)),
        arguments("a".repeat(MAX + 1), "a".repeat(MAX)),
        arguments("\u00e9".repeat(MAX / 2), "\u00e9".repeat(MAX / 2)),
        arguments("a" + "\u00e9".repeat(MAX / 2), "a" + "\u00e9".repeat(MAX / 2 - 1)),
        arguments("\u20ac".repeat(MAX), "\u20ac".repeat(MAX / 3)),
        arguments(grin.repeat(MAX / 4), grin.repeat(MAX / 4)),
        arguments("a" + grin.repeat(MAX / 4), "a" + grin.repeat(MAX / 4 - 1)),
        arguments("aa" + grin.repeat(MAX / 4), "aa" + grin.repeat(MAX / 4 - 1)),
        arguments("aaa" + grin.repeat(MAX / 4), "aaa" + grin.repeat(MAX / 4 - 1)),
        arguments("aaaa" + grin.repeat(MAX / 4), "aaaa" + grin.repeat(MAX / 4 - 1)));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("reasons")
  void aLongReasonIsCutBetweenTwoCharacters(String told, String kept) {
    assertEquals(kept, event(ANN, 17, BounceType.BOUNCE, told, "").reason());
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        arguments(" 550 \t no\r\n ", " 550 \t no\r\n "),
        arguments("\u0001\u001f\u007f\uffff", "\u0001\u001f\u007f\uffff"),
        arguments("a\u0000b\u0000", "a\ufffdb\ufffd"),
        arguments("a\ud800b", "a\ufffdb"),
        arguments("\udc00a\ud83d", "\ufffda\ufffd"),
        arguments("\ude00\ud83d", "\ufffd\ufffd"),
        arguments("\ud83d\ude00\ud83d\ud83d\ude00", "\ud83d\ude00\ufffd\ud83d\ude00"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void whatCannotBeStoredIsReplacedAndNothingElse(String told, String kept) {
    BounceEvent event = event(ANN, 17, BounceType.BOUNCE, told, told);
    assertEquals(kept, event.reason());
    assertEquals(kept, event.status());
    assertEquals(event(ANN, 17, BounceType.BOUNCE, kept, kept).fingerprint(), event.fingerprint());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, BounceEvent.MAX_TIME})
  void theFirstAndTheLastSecondAreTimes(long second) {
    assertEquals(second, event(ANN, second, BounceType.BOUNCE, "", "").occurredAt());
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, BounceEvent.MAX_TIME + 1, Long.MAX_VALUE})
  void thereIsNoTimeBeforeOrAfter(long second) {
    assertThrows(
        IllegalArgumentException.class, () -> event(ANN, second, BounceType.BOUNCE, "", ""));
  }

  @Test
  void aStatusIsNotCutButRefused() {
    String longest = "5".repeat(BounceEvent.MAX_STATUS_LENGTH);
    assertEquals(longest, event(ANN, 17, BounceType.BOUNCE, "", longest).status());
    assertThrows(
        IllegalArgumentException.class, () -> event(ANN, 17, BounceType.BOUNCE, "", longest + "5"));
  }

  private static BounceEvent event(
      EmailAddress email, long occurredAt, BounceType type, String reason, String status) {
    return new BounceEvent(email, occurredAt, type, reason, status, Verdict.NONE);
  }
}
