package dev.rebound.ingest.mail;

import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.RejectedRow;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/** The rows of one message. */
final class MessageRows {
  private static final String TOO_MANY =
      "reports more than " + MailRows.MAX_RECIPIENTS + " recipients";

  private final long index;
  private final Mail mail;
  private final RowDefaults defaults;
  private final Consumer<Row> rows;
  // Read when a report leaves something to it.
  private Notice notice;

  MessageRows(long index, Mail mail, RowDefaults defaults, Consumer<Row> rows) {
    this.index = index;
    this.mail = mail;
    this.defaults = defaults;
    this.rows = rows;
  }

  void reject(String field, String message) {
    rows.accept(new Row.Rejected(new RejectedRow(index, Optional.ofNullable(field), message)));
  }

  /** A row for each recipient of a delivery report. */
  void giveReports(List<Fields> recipients) {
    int count = 0;
    for (Fields recipient : recipients) {
      if (count++ == MailRows.MAX_RECIPIENTS) {
        reject(null, TOO_MANY);
        return;
      }
      String action = StatusReport.action(recipient);
      if (action.equals(StatusReport.FAILED)) {
        giveFailed(recipient, recipients.size() == 1);
      } else {
        rows.accept(new Row.Ignored(action));
      }
    }
  }

  private void giveFailed(Fields recipient, boolean isOnly) {
    Optional<EmailAddress> email =
        Recipient.of(recipient).or(() -> isOnly ? onlyOneNoticed() : Optional.empty());
    if (email.isEmpty()) {
      reject("Final-Recipient", "names no email address");
      return;
    }
    String reason = StatusReport.diagnostic(recipient);
    if (reason.isEmpty()) {
      reason = noticed(email.get(), recipient, isOnly);
    }
    String status = StatusReport.status(recipient, reason);
    OptionalLong tried = MailDate.parse(recipient.first("last-attempt-date"));
    give(email.get(), tried, reason, status);
  }

  // A report may name a mailbox, a pipe or an X.400 name where people are told the address.
  private Optional<EmailAddress> onlyOneNoticed() {
    Set<EmailAddress> noticed = notice().recipients();
    return noticed.size() == 1 ? noticed.stream().findFirst() : Optional.empty();
  }

  private String noticed(EmailAddress email, Fields recipient, boolean isOnly) {
    String reason = notice().ownReason(email);
    if (reason.isEmpty()) {
      reason =
          Recipient.parse(recipient.first("final-recipient")).map(notice()::ownReason).orElse("");
    }
    if (reason.isEmpty() && isOnly) {
      reason = notice().reason(email, true);
    }
    return reason.isEmpty() ? recipient.first("status") : reason;
  }

  /** A row for each recipient of a notice without a report. */
  void giveNotice(Notice notice, boolean isPermanent) {
    Set<EmailAddress> recipients = notice.recipients();
    int count = 0;
    for (EmailAddress email : recipients) {
      if (count++ == MailRows.MAX_RECIPIENTS) {
        reject(null, TOO_MANY);
        break;
      }
      String reason = notice.reason(email, recipients.size() == 1);
      String status = StatusReport.status(reason);
      // RFC 3463 writes so what the mailer wrote in words.
      give(email, OptionalLong.empty(), reason, status.isEmpty() && isPermanent ? "5.0.0" : status);
    }
    notice.otherKinds().forEach(kind -> rows.accept(new Row.Ignored(kind)));
    if (recipients.isEmpty() && notice.otherKinds().isEmpty()) {
      reject(null, "names no recipient that failed");
    }
  }

  private void give(EmailAddress email, OptionalLong tried, String reason, String status) {
    OptionalLong dated = tried.isPresent() ? tried : MailDate.parse(mail.fields().first("date"));
    // The last resort: told again, the same message is then a new event.
    long occurredAt = dated.orElseGet(defaults.now());
    rows.accept(new Row.Event(defaults.failure(email, occurredAt, reason, status)));
  }

  private Notice notice() {
    if (notice == null) {
      notice = Notice.of(mail);
    }
    return notice;
  }
}
