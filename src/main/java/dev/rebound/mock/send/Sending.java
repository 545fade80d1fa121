package dev.rebound.mock.send;

import dev.rebound.domain.Account;
import dev.rebound.domain.EmailAddress;
import dev.rebound.mock.event.MailEvents.MailEvent;
import dev.rebound.mock.outcome.Outcome;
import dev.rebound.seed.SeededReplies.Chosen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** A message on its way, without its content. Thread-safe. */
final class Sending {
  static final String PROCESSED = "processed";

  private final String id;
  private final Account account;
  private final Instant at;
  private final Mail mail;
  private final List<Part> parts = new ArrayList<>();
  private final List<EmailAddress> recipients = new ArrayList<>();
  private final AtomicReferenceArray<String> lastEvents;

  /**
   * The recipients of a personalization.
   *
   * @param first the number of its first recipient in the message
   */
  record Part(Sending sending, Mail.Envelope envelope, int first) {
    /** Returns whether it is sent later than at a time. */
    boolean isAfter(Instant now) {
      return envelope.sendAt().filter(at -> at.isAfter(now)).isPresent();
    }

    /** Returns the approximate bytes of an event in memory. */
    int weight() {
      int args = envelope.customArgs().entrySet().stream().mapToInt(Part::length).sum();
      return 400 + args;
    }

    private static int length(Map.Entry<String, String> arg) {
      return arg.getKey().length() + arg.getValue().length();
    }
  }

  /**
   * @param id its {@code X-Message-Id}
   * @param at when it was accepted
   */
  Sending(String id, Account account, Instant at, Mail mail) {
    this.id = id;
    this.account = account;
    this.at = at;
    this.mail = mail;
    for (Mail.Envelope envelope : mail.envelopes()) {
      parts.add(new Part(this, envelope, recipients.size()));
      recipients.addAll(envelope.recipients());
    }
    this.lastEvents = new AtomicReferenceArray<>(recipients.size());
  }

  String id() {
    return id;
  }

  Account account() {
    return account;
  }

  Instant at() {
    return at;
  }

  Mail mail() {
    return mail;
  }

  List<Part> parts() {
    return Collections.unmodifiableList(parts);
  }

  List<EmailAddress> recipients() {
    return Collections.unmodifiableList(recipients);
  }

  /** Returns a recipient's last event; empty before the first. */
  Optional<String> lastEvent(int recipient) {
    return Optional.ofNullable(lastEvents.get(recipient));
  }

  void happened(MailEvent event) {
    lastEvents.set(event.recipient(), event.kind());
  }

  /**
   * Returns the events of a recipient.
   *
   * @param index in its personalization
   * @param start when the personalization is sent
   */
  List<MailEvent> events(Part part, int index, Outcome outcome, Instant start) {
    List<MailEvent> events = new ArrayList<>();
    Map<String, Integer> repetitions = new HashMap<>();
    Instant due = start;
    if (!outcome.events().get(0).kind().equals(Outcome.DROPPED)) {
      events.add(event(part, index, PROCESSED, 0, due, Optional.empty()));
    }
    for (Outcome.Event step : outcome.events()) {
      due = due.plus(outcome.delay());
      int repetition = repetitions.merge(step.kind(), 1, Integer::sum) - 1;
      events.add(event(part, index, step.kind(), repetition, due, step.reply()));
    }
    return events;
  }

  private MailEvent event(
      Part part, int index, String kind, int repetition, Instant due, Optional<Chosen> reply) {
    return new MailEvent(
        id,
        at.getEpochSecond(),
        part.first() + index,
        part.envelope().recipients().get(index),
        kind,
        repetition,
        due.getEpochSecond(),
        reply,
        members(part.envelope(), kind));
  }

  private Map<String, Object> members(Mail.Envelope envelope, String kind) {
    Map<String, Object> members = new HashMap<>(envelope.customArgs());
    if (!mail.categories().isEmpty()) {
      members.put("category", mail.categories());
    }
    mail.asmGroup().ifPresent(group -> members.put("asm_group_id", group));
    if (kind.equals(PROCESSED)) {
      envelope.sendAt().ifPresent(time -> members.put("send_at", time.getEpochSecond()));
    }
    return members;
  }
}
