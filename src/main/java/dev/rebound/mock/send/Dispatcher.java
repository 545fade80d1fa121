package dev.rebound.mock.send;

import dev.rebound.bus.Bus;
import dev.rebound.bus.Lookups;
import dev.rebound.bus.Operations;
import dev.rebound.bus.UnavailableException;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.EmailAddress;
import dev.rebound.mock.Agenda;
import dev.rebound.mock.MockClock;
import dev.rebound.mock.event.MailEvents;
import dev.rebound.mock.event.MailEvents.MailEvent;
import dev.rebound.mock.outcome.Outcome;
import dev.rebound.mock.outcome.Outcomes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Carries out what becomes of sent messages. An event is ingested when it happens, by the same path
 * as a webhook's, and then goes to the sink. Thread-safe.
 */
public final class Dispatcher {
  private static final long MAX_PENDING_BYTES = 32 << 20;
  private static final int FEW_RECIPIENTS = 16;
  private static final int FEW_EVENTS = 20;

  private final Bus bus;
  private final MockClock clock;
  private final Outcomes outcomes;
  private final MailEvents events;
  private final EventSink sink;
  private final Agenda<Pending> agenda;

  /** What is due later: a part to send, or an event. */
  private sealed interface Pending {
    record ToSend(Sending.Part part) implements Pending {}

    record ToHappen(Sending sending, MailEvent event) implements Pending {}
  }

  /** Events that are due now, and what is due later. */
  private record Plan(List<Pending.ToHappen> now, List<Agenda.Item<Pending>> later) {
    Plan() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    long laterWeight() {
      return later.stream().mapToLong(Agenda.Item::weight).sum();
    }
  }

  public Dispatcher(
      Vertx vertx, Bus bus, MockClock clock, Outcomes outcomes, MailEvents events, EventSink sink) {
    this.bus = bus;
    this.clock = clock;
    this.outcomes = outcomes;
    this.events = events;
    this.sink = sink;
    Lookups lookups = new Lookups(bus);
    this.agenda =
        new Agenda<>(clock, vertx, MAX_PENDING_BYTES, pending -> handle(pending, lookups));
  }

  /** Forgets all events that are not due yet. */
  public void clear() {
    agenda.clear();
  }

  /**
   * Dispatches a message. Completes when all events that are due at once have happened; fails with
   * {@link UnavailableException} while the store is away, or too many events are pending.
   *
   * @param lookups of the calling event loop
   */
  Future<Void> dispatch(Sending sending, Lookups lookups) {
    Plan plan = new Plan();
    Instant now = sending.at();
    List<Sending.Part> due = new ArrayList<>();
    for (Sending.Part part : sending.parts()) {
      if (part.isAfter(now)) {
        Instant sendAt = part.envelope().sendAt().orElseThrow();
        int weight = part.weight() * part.envelope().recipients().size();
        plan.later().add(new Agenda.Item<>(sendAt, weight, new Pending.ToSend(part)));
      } else {
        due.add(part);
      }
    }
    return listed(due, lookups)
        .compose(
            listed -> {
              due.forEach(part -> plan(part, listed, plan, now));
              return carryOut(plan);
            });
  }

  private Future<Void> carryOut(Plan plan) {
    if (!agenda.hasRoom(plan.laterWeight())) {
      return Future.failedFuture(new UnavailableException("too many events are pending"));
    }
    return happen(plan.now()).onSuccess(happened -> agenda.add(plan.later()));
  }

  private Future<Void> handle(List<Pending> pending, Lookups lookups) {
    List<Sending.Part> parts = new ArrayList<>();
    Plan plan = new Plan();
    for (Pending item : pending) {
      if (item instanceof Pending.ToHappen event) {
        plan.now().add(event);
      } else {
        parts.add(((Pending.ToSend) item).part());
      }
    }
    List<Future<Set<String>>> all =
        parts.stream().map(part -> listed(List.of(part), lookups)).toList();
    return Future.all(all)
        .compose(
            found -> {
              for (int i = 0; i < parts.size(); i++) {
                Sending.Part part = parts.get(i);
                plan(part, all.get(i).result(), plan, part.envelope().sendAt().orElseThrow());
              }
              return happen(plan.now()).onSuccess(happened -> agenda.add(plan.later()));
            });
  }

  private void plan(Sending.Part part, Set<String> listed, Plan plan, Instant start) {
    List<EmailAddress> recipients = part.envelope().recipients();
    Sending sending = part.sending();
    for (int i = 0; i < recipients.size(); i++) {
      EmailAddress email = recipients.get(i);
      Outcome outcome =
          listed.contains(email.text())
              ? Outcome.DROP
              : outcomes.decide(email, sending.account().name());
      Instant due = start;
      for (MailEvent event : sending.events(part, i, outcome, start)) {
        due = event.kind().equals(Sending.PROCESSED) ? start : due.plus(outcome.delay());
        Pending.ToHappen pending = new Pending.ToHappen(sending, event);
        if (due.isAfter(clock.instant())) {
          plan.later().add(new Agenda.Item<>(due, part.weight(), pending));
        } else {
          plan.now().add(pending);
        }
      }
    }
  }

  /**
   * Returns which recipients of a message's parts are on the bounce list; none if it bypasses the
   * list.
   */
  private Future<Set<String>> listed(List<Sending.Part> parts, Lookups lookups) {
    if (parts.isEmpty() || parts.get(0).sending().mail().bypassesBounces()) {
      return Future.succeededFuture(Set.of());
    }
    long accountId = parts.get(0).sending().account().id();
    List<EmailAddress> emails =
        parts.stream().flatMap(part -> part.envelope().recipients().stream()).distinct().toList();
    if (emails.size() > FEW_RECIPIENTS) {
      return bus.ask(Operations.FIND_MANY_BOUNCES, new Bounce.Lookup(accountId, emails))
          .map(
              found -> {
                Set<String> listed = new HashSet<>(found.omitted());
                listed.addAll(found.bounces().keySet());
                return listed;
              });
    }
    List<Future<Optional<Bounce>>> found =
        emails.stream().map(email -> lookups.find(accountId, email)).toList();
    return Future.all(found)
        .map(
            all ->
                found.stream()
                    .flatMap(one -> one.result().stream())
                    .map(Bounce::email)
                    .collect(Collectors.toSet()));
  }

  /** Lets events happen: on the list first, as with SendGrid, then for the sink. */
  private Future<Void> happen(List<Pending.ToHappen> due) {
    Map<Long, List<Pending.ToHappen>> byAccount = new LinkedHashMap<>();
    for (Pending.ToHappen pending : due) {
      byAccount
          .computeIfAbsent(pending.sending().account().id(), first -> new ArrayList<>())
          .add(pending);
    }
    return Future.all(
            byAccount.entrySet().stream()
                .map(account -> happen(account.getKey(), account.getValue()))
                .toList())
        .mapEmpty();
  }

  private Future<Void> happen(long accountId, List<Pending.ToHappen> due) {
    return aside(due, () -> ingest(accountId, due))
        .compose(ingested -> ingested)
        .compose(
            json ->
                aside(
                    due,
                    () -> {
                      due.forEach(pending -> pending.sending().happened(pending.event()));
                      if (sink.isWanted(accountId)) {
                        sink.take(accountId, json);
                      }
                      return (Void) null;
                    }));
  }

  /** Runs work on the event loop, or on a worker thread where many events take long. */
  private static <T> Future<T> aside(List<Pending.ToHappen> due, Supplier<T> work) {
    return due.size() > FEW_EVENTS
        ? Vertx.currentContext().executeBlocking(work::get, false)
        : Future.succeededFuture().map(begun -> work.get());
  }

  /** Ingests events; returns all events that the sink or the list needs. */
  private Future<List<JsonObject>> ingest(long accountId, List<Pending.ToHappen> due) {
    boolean isWanted = sink.isWanted(accountId);
    List<JsonObject> all = new ArrayList<>();
    List<JsonObject> listed = new ArrayList<>();
    for (Pending.ToHappen pending : due) {
      if (isWanted || pending.event().isListed()) {
        JsonObject json = events.json(pending.event());
        all.add(json);
        if (pending.event().isListed()) {
          listed.add(json);
        }
      }
    }
    return events.ingest(accountId, listed).map(all);
  }
}
