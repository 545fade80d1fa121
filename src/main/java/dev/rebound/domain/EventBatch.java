package dev.rebound.domain;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A batch of 1 to {@value #MAX_SIZE} events of one account, stored in one transaction. */
public record EventBatch(long accountId, Source source, List<BounceEvent> events) {
  public static final int MAX_SIZE = 1000;

  public EventBatch {
    events = List.copyOf(events);
    if (events.isEmpty() || events.size() > MAX_SIZE) {
      throw new IllegalArgumentException("a batch holds 1 to " + MAX_SIZE + " events");
    }
  }

  /**
   * What the store already knows about a batch that has not been ingested.
   *
   * @param duplicates the fingerprints of its events that are stored already, or that are older
   *     than the history and would change nothing
   * @param listed its addresses that are on the list
   */
  public record Preview(Set<UUID> duplicates, Set<String> listed) {
    public Preview {
      duplicates = Set.copyOf(duplicates);
      listed = Set.copyOf(listed);
    }
  }

  /**
   * The result of ingesting events. Every event counts once.
   *
   * @param added new events that add an address to the list or do not concern the list
   * @param updated new events of an address that was on the list already
   * @param duplicates events that are stored already, or that are older than the history and change
   *     nothing
   */
  public record Counts(long added, long updated, long duplicates) {
    public static final Counts NONE = new Counts(0, 0, 0);

    public Counts plus(Counts other) {
      return new Counts(
          added + other.added, updated + other.updated, duplicates + other.duplicates);
    }
  }

  /** The input that an event arrived through. */
  public enum Source {
    /** The ingest endpoint. */
    API("api"),
    /** {@code rebound import}. */
    IMPORT("import"),
    /** SendGrid's Event Webhook. */
    WEBHOOK("webhook"),
    /** A bounce mail. */
    MAIL("mail"),
    /** {@code rebound mirror}. */
    MIRROR("mirror");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    /** Returns the name on the wire and in the database. */
    public String label() {
      return label;
    }
  }
}
