package dev.rebound.drill;

import static dev.rebound.drill.AddressHistory.Outcome.ABSENT;
import static dev.rebound.drill.AddressHistory.Outcome.DELETED;
import static dev.rebound.drill.AddressHistory.Outcome.DELETION_UNKNOWN;
import static dev.rebound.drill.AddressHistory.Outcome.DUPLICATE;
import static dev.rebound.drill.AddressHistory.Outcome.GONE;
import static dev.rebound.drill.AddressHistory.Outcome.NEW;
import static dev.rebound.drill.AddressHistory.Outcome.NOT_SENT;
import static dev.rebound.drill.AddressHistory.Outcome.STORED;
import static dev.rebound.drill.AddressHistory.Outcome.WRITE_UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.drill.AddressHistory.Outcome;
import dev.rebound.drill.AddressHistory.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressHistoryTest {

  @Test
  void ordinaryHistoriesHaveAnExplanation() {
    explained(of(ABSENT), write(NEW, 0), listed(0, 0), of(DELETED), of(ABSENT), write(NEW, 1));
    explained(write(NEW, 0), write(DUPLICATE, 0), of(GONE), write(DUPLICATE, 0), of(ABSENT));
    explained(write(NEW, 0), write(NEW, 1), listed(0, 1), Step.events(0b11));
    explained(of(GONE), of(ABSENT), Step.events(0));
  }

  @Test
  void aRequestWithoutResponseMayTakeEffectAtAnyTimeOrNever() {
    explained(write(WRITE_UNKNOWN, 0), of(ABSENT), listed(0, 0), of(DELETED), of(ABSENT));
    explained(write(WRITE_UNKNOWN, 0), of(ABSENT), Step.events(0));
    explained(write(WRITE_UNKNOWN, 0), write(NEW, 0), listed(0, 0));
    explained(write(WRITE_UNKNOWN, 0), write(DUPLICATE, 0), listed(0, 0));
    explained(write(NEW, 0), of(DELETION_UNKNOWN), listed(0, 0), of(ABSENT));
    explained(write(NEW, 0), of(DELETION_UNKNOWN), write(NEW, 1), of(ABSENT));
  }

  @Test
  void aLostWriteIsFound() {
    unexplained(write(NEW, 0), of(ABSENT));
    unexplained(write(STORED, 0), of(ABSENT));
    unexplained(write(NEW, 0), write(NEW, 1), listed(0, 1), Step.events(0b01));
    unexplained(write(WRITE_UNKNOWN, 0), listed(0, 0), of(ABSENT));
  }

  @Test
  void aRowThatReturnsAfterItsDeletionIsFound() {
    unexplained(write(NEW, 0), of(DELETED), listed(0, 0));
    unexplained(write(NEW, 0), of(GONE), write(DUPLICATE, 0), listed(0, 0));
    unexplained(write(WRITE_UNKNOWN, 0), listed(0, 0), of(DELETED), listed(0, 0));
    // Each deletion without a response deletes once.
    unexplained(write(NEW, 0), of(DELETION_UNKNOWN), of(ABSENT), write(NEW, 1), of(ABSENT));
  }

  @Test
  void aRowShowsTheEarliestAndTheNewestEventSinceItsAddressCameOntoTheList() {
    explained(write(NEW, 0), write(NEW, 1), write(NEW, 2), listed(0, 2));
    explained(write(NEW, 1), write(NEW, 0), listed(0, 1));
    explained(write(NEW, 0), of(DELETED), write(NEW, 1), write(NEW, 2), listed(1, 2));
    explained(write(NEW, 0), of(DELETED), write(NEW, 1), write(DUPLICATE, 0), listed(1, 1));
  }

  @Test
  void aRowWithTheTimeOrTheFieldsOfAnotherEventIsFound() {
    unexplained(write(NEW, 0), write(NEW, 1), listed(0, 0));
    unexplained(write(NEW, 0), write(NEW, 1), listed(1, 1));
    unexplained(write(NEW, 0), write(NEW, 1), listed(1, 0));
    unexplained(write(NEW, 0), write(NEW, 1), write(NEW, 2), listed(0, 1));
    unexplained(write(NEW, 0), of(DELETED), write(NEW, 1), listed(0, 1));
    unexplained(write(NEW, 0), of(GONE), write(NEW, 1), write(DUPLICATE, 0), listed(0, 1));
    unexplained(write(NEW, 0), listed(0, 1));
  }

  @Test
  void aRowShowsWhetherARequestWithoutResponseHasTakenEffect() {
    explained(write(NEW, 0), write(WRITE_UNKNOWN, 1), listed(0, 0), listed(0, 1));
    explained(write(NEW, 0), of(DELETION_UNKNOWN), write(NEW, 1), listed(0, 1), of(ABSENT));
    explained(write(NEW, 0), of(DELETION_UNKNOWN), write(NEW, 1), listed(1, 1));
    explained(write(WRITE_UNKNOWN, 0), write(NEW, 1), listed(1, 1), listed(0, 1));
  }

  @Test
  void aRequestWithoutResponseTakesEffectOnce() {
    unexplained(write(NEW, 0), write(WRITE_UNKNOWN, 1), listed(0, 1), listed(0, 0));
    // The deletion has taken effect before the second event.
    unexplained(write(NEW, 0), of(DELETION_UNKNOWN), write(NEW, 1), listed(1, 1), of(ABSENT));
    unexplained(write(NEW, 0), of(DELETION_UNKNOWN), write(NEW, 1), listed(1, 1), listed(0, 1));
    unexplained(write(WRITE_UNKNOWN, 0), write(NEW, 1), listed(0, 1), of(DELETED), listed(0, 0));
  }

  @Test
  void aRequestThatWasNotSentHasNoEffect() {
    explained(write(NEW, 0), of(NOT_SENT), listed(0, 0), write(NOT_SENT, 1), Step.events(0b01));
    unexplained(write(NEW, 0), of(NOT_SENT), of(ABSENT));
    unexplained(write(NOT_SENT, 0), listed(0, 0));
  }

  @Test
  void anEventThatIsCountedTwiceIsFound() {
    unexplained(write(NEW, 0), write(NEW, 0));
    unexplained(write(NEW, 0), of(DELETED), write(NEW, 0));
    unexplained(write(WRITE_UNKNOWN, 0), listed(0, 0), write(NEW, 0));
  }

  @Test
  void anEventFromNowhereIsFound() {
    unexplained(write(DUPLICATE, 0));
    unexplained(write(NEW, 0), Step.events(0b11));
  }

  private static Step of(Outcome outcome) {
    return Step.of(outcome);
  }

  private static Step listed(int earliest, int newest) {
    return Step.listed(earliest, newest);
  }

  private static Step write(Outcome outcome, int event) {
    return Step.write(outcome, event);
  }

  private static void explained(Step... steps) {
    assertEquals(Optional.empty(), AddressHistory.fault(List.of(steps)));
  }

  private static void unexplained(Step... steps) {
    assertTrue(AddressHistory.fault(List.of(steps)).isPresent());
  }
}
