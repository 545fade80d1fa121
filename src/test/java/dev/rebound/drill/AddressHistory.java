package dev.rebound.drill;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks whether the responses about one address, in the order in which its only client sent the
 * requests, have an explanation. A request without a response may have taken effect, may still take
 * effect at any later time, or may never do so. A client cannot know when that ends: a process that
 * stands still may run a statement later. So a deletion without a response explains one loss at any
 * later time, and {@link RecordingClient} ends its account soon after one.
 */
final class AddressHistory {
  /** A response, or its absence, by what it proves. */
  enum Outcome {
    /** The event is stored and counted; it was not before. */
    NEW,
    /** The event was stored before; nothing changed. */
    DUPLICATE,
    /** The event is stored; the response does not show whether it was before. */
    STORED,
    /** The address was on the list and is not any more. */
    DELETED,
    /** The address was not on the list: 404 for a deletion, or an empty lookup. */
    ABSENT,
    /** The address is not on the list any more; the response does not show whether it was. */
    GONE,
    /** The address is on the list; its row shows the two events of the step. */
    LISTED,
    /** A write without a response. */
    WRITE_UNKNOWN,
    /** A deletion without a response. */
    DELETION_UNKNOWN,
    /** A request that no service got: it has no effect. */
    NOT_SENT,
    /** The events in the history are exactly those of the step. */
    EVENTS
  }

  /**
   * A request and its outcome.
   *
   * @param events the written event, the one that the row has its time from, or those in the
   *     history; bits, at most 63 events of an address, a later event being a higher bit
   * @param newest the event that the row has its other fields from, as a bit
   */
  record Step(Outcome outcome, long events, long newest) {
    static Step of(Outcome outcome) {
      return new Step(outcome, 0, 0);
    }

    static Step write(Outcome outcome, int event) {
      return new Step(outcome, 1L << event, 0);
    }

    static Step listed(int earliest, int newest) {
      return new Step(Outcome.LISTED, 1L << earliest, 1L << newest);
    }

    static Step events(long events) {
      return new Step(Outcome.EVENTS, events, 0);
    }
  }

  /**
   * A state in which the address may be.
   *
   * @param listed the events since the address came onto the list, as bits; 0 if it is not on it
   * @param stored the stored events, as bits
   * @param deletions the deletions without a response that have not taken effect
   */
  private record State(long listed, long stored, int deletions) {
    boolean isListed() {
      return listed != 0;
    }

    boolean isListed(long earliest, long newest) {
      return Long.lowestOneBit(listed) == earliest && Long.highestOneBit(listed) == newest;
    }

    State with(long event) {
      return (stored & event) != 0 ? this : new State(listed | event, stored | event, deletions);
    }

    State unlisted() {
      return new State(0, stored, deletions);
    }
  }

  private Set<State> states = Set.of(new State(0, 0, 0));
  private long pendingWrites;

  private AddressHistory() {}

  /** Returns why the steps have no explanation; empty if they have one. */
  static Optional<String> fault(List<Step> steps) {
    AddressHistory history = new AddressHistory();
    for (int i = 0; i < steps.size(); i++) {
      Set<State> before = history.withPending();
      history.states = history.after(before, steps.get(i));
      if (history.states.isEmpty()) {
        return Optional.of(
            "step %d of %s: possible before: %s"
                .formatted(i + 1, steps, new TreeSet<>(texts(before))));
      }
    }
    return Optional.empty();
  }

  private static List<String> texts(Set<State> states) {
    return states.stream().map(State::toString).toList();
  }

  /** Returns the states that the requests without a response may have led to by now. */
  private Set<State> withPending() {
    Set<State> all = new HashSet<>(states);
    Deque<State> open = new ArrayDeque<>(states);
    while (!open.isEmpty()) {
      State state = open.remove();
      for (long left = pendingWrites & ~state.stored; left != 0; left &= left - 1) {
        add(state.with(Long.lowestOneBit(left)), all, open);
      }
      if (state.deletions > 0) {
        add(new State(0, state.stored, state.deletions - 1), all, open);
      }
    }
    return all;
  }

  private static void add(State state, Set<State> all, Deque<State> open) {
    if (all.add(state)) {
      open.add(state);
    }
  }

  private Set<State> after(Set<State> before, Step step) {
    if (step.outcome == Outcome.WRITE_UNKNOWN) {
      pendingWrites |= step.events;
    }
    Set<State> after = new HashSet<>();
    before.forEach(state -> after(state, step).ifPresent(after::add));
    return after;
  }

  private static Optional<State> after(State state, Step step) {
    boolean isStored = (state.stored & step.events) != 0;
    return switch (step.outcome) {
      case NEW -> isStored ? Optional.empty() : Optional.of(state.with(step.events));
      case DUPLICATE -> isStored ? Optional.of(state) : Optional.empty();
      case STORED -> Optional.of(state.with(step.events));
      case DELETED -> state.isListed() ? Optional.of(state.unlisted()) : Optional.empty();
      case GONE -> Optional.of(state.unlisted());
      case ABSENT -> state.isListed() ? Optional.empty() : Optional.of(state);
      case LISTED ->
          state.isListed(step.events, step.newest) ? Optional.of(state) : Optional.empty();
      case WRITE_UNKNOWN, NOT_SENT -> Optional.of(state);
      case DELETION_UNKNOWN ->
          Optional.of(new State(state.listed, state.stored, state.deletions + 1));
      case EVENTS -> state.stored == step.events ? Optional.of(state) : Optional.empty();
    };
  }
}
