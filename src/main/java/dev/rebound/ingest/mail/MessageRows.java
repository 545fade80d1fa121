package dev.rebound.ingest.mail;

import dev.rebound.domain.Classification;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.RejectedRow;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.json.SesEvent;
import dev.rebound.ingest.mail.Mail.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Passes on the rows of one message. A delivery report counts whatever the header says: many
 * systems mark their bounces as automatic replies.
 */
final class MessageRows {
  private static final String TOO_MANY =
      "reports more than " + MailRows.MAX_RECIPIENTS + " recipients";

  private static final String NO_RECIPIENT = "names no recipient that failed";

  private final long index;
  private final Mail mail;
  private final OptionalLong time;
  private final Set<EmailAddress> sentTo;
  private final RowDefaults defaults;
  private final Consumer<Row> rows;
  private final NoticeDetector detector;

  /**
   * @param time of an event without a time of its own
   */
  private MessageRows(
      long index, Mail mail, OptionalLong time, RowDefaults defaults, Consumer<Row> rows) {
    this.index = index;
    this.mail = mail;
    this.time = time;
    this.sentTo = mail.sentTo();
    this.defaults = defaults;
    this.rows = rows;
    this.detector = new NoticeDetector(mail, classifies(defaults));
  }

  /** Reads a message: if it encloses notices, then these. */
  static void read(long index, Mail mail, RowDefaults defaults, Consumer<Row> rows) {
    OptionalLong time = mail.time();
    for (Mail notice : EnclosedNotices.of(mail, classifies(defaults))) {
      OptionalLong own = notice == mail ? time : notice.time();
      new MessageRows(index, notice, own.isPresent() ? own : time, defaults, rows).read();
    }
  }

  private void read() {
    List<HeaderFields> reports = mail.reports();
    if (!reports.isEmpty()) {
      addReports(reports);
    } else if (mail.has(Kind.FEEDBACK) || isReport("feedback-report")) {
      rows.accept(new Row.Ignored("complaint"));
    } else if (mail.has(Kind.RECEIPT) || isReport("disposition-notification")) {
      rows.accept(Row.rejected(index, "a read receipt, not a bounce"));
    } else if (!readsSesEvent()) {
      readNotice();
    }
  }

  /** Reads a notification of Amazon SES; returns false for any other mail. */
  private boolean readsSesEvent() {
    RowDefaults ofMail =
        new RowDefaults(() -> time.orElseGet(defaults.now()), defaults.classifier());
    return mail.texts(Kind.TEXT).stream()
        .map(String::strip)
        .filter(text -> text.startsWith("{"))
        .findFirst()
        .filter(text -> SesEvent.readMail(index, text, ofMail, rows))
        .isPresent();
  }

  private void readNotice() {
    if (detector.isAutomaticReply()) {
      rows.accept(Row.rejected(index, "an automatic reply, not a bounce"));
    } else if (!detector.isBounce()) {
      rows.accept(Row.rejected(index, "holds no delivery report"));
    } else {
      List<HeaderFields> reports = DeliveryStatus.inlineRecipients(mail);
      if (!reports.isEmpty()) {
        addReports(reports);
      } else if (detector.isDelay()) {
        rows.accept(new Row.Ignored(DeliveryStatus.DELAYED));
      } else {
        addNotice(detector.notice(), detector.isPermanent());
      }
    }
  }

  private boolean isReport(String type) {
    return mail.fields().first("content-type").toLowerCase(Locale.ROOT).contains(type);
  }

  /** Adds a row for each recipient of a delivery report. */
  private void addReports(List<HeaderFields> recipients) {
    recipients.stream()
        .limit(MailRows.MAX_RECIPIENTS)
        .forEach(recipient -> addReport(recipient, recipients.size() == 1));
    rejectIfTooMany(recipients.size());
    if (recipients.isEmpty()) {
      rows.accept(Row.rejected(index, NO_RECIPIENT));
    }
  }

  private void addReport(HeaderFields recipient, boolean isOnly) {
    String action = DeliveryStatus.action(recipient);
    if (!action.equals(DeliveryStatus.FAILED)) {
      rows.accept(new Row.Ignored(action));
      return;
    }
    Optional<EmailAddress> email =
        Recipient.of(recipient, sentTo)
            .or(() -> isOnly ? onlyRecipientOfNotice() : Optional.empty());
    if (email.isEmpty()) {
      String message =
          Recipient.of(recipient, Set.of()).isEmpty()
              ? "names no email address"
              : "names the address that the notice was sent to";
      rows.accept(new Row.Rejected(new RejectedRow(index, "Final-Recipient", message)));
      return;
    }
    String diagnostic = DeliveryStatus.diagnostic(recipient);
    String reason =
        diagnostic.isEmpty() ? reasonOfNotice(email.get(), recipient, isOnly) : diagnostic;
    String status = DeliveryStatus.status(recipient, reason);
    addEvent(email.get(), MailDate.parse(recipient.first("last-attempt-date")), reason, status);
  }

  // Some reports name a mailbox, a pipe or an X.400 name, and only the notice has the address.
  private Optional<EmailAddress> onlyRecipientOfNotice() {
    Set<EmailAddress> recipients = detector.notice().recipients();
    return recipients.size() == 1 ? recipients.stream().findFirst() : Optional.empty();
  }

  private String reasonOfNotice(EmailAddress email, HeaderFields recipient, boolean isOnly) {
    String reason = detector.notice().ownReason(email);
    if (reason.isEmpty()) {
      reason =
          Recipient.parse(recipient.first("final-recipient"))
              .map(detector.notice()::ownReason)
              .orElse("");
    }
    if (reason.isEmpty() && isOnly) {
      reason = detector.notice().reason(email, true);
    }
    return reason.isEmpty() ? recipient.first("status") : reason;
  }

  /** Adds a row for each recipient of a notice without a report. */
  private void addNotice(Notice notice, boolean isPermanent) {
    Set<EmailAddress> recipients = notice.recipients();
    recipients.stream()
        .limit(MailRows.MAX_RECIPIENTS)
        .forEach(email -> addNoticed(notice, email, recipients.size() == 1, isPermanent));
    rejectIfTooMany(recipients.size());
    notice.otherKinds().forEach(kind -> rows.accept(new Row.Ignored(kind)));
    if (recipients.isEmpty() && notice.otherKinds().isEmpty()) {
      rows.accept(Row.rejected(index, NO_RECIPIENT));
    }
  }

  private void addNoticed(Notice notice, EmailAddress email, boolean isOnly, boolean isPermanent) {
    String reason = notice.reason(email, isOnly);
    String status = Codes.of(reason);
    // RFC 3463's code for a failure that is permanent for an unknown reason.
    String known = status.isEmpty() && isPermanent ? "5.0.0" : status;
    addEvent(email, OptionalLong.empty(), reason, known);
  }

  private void rejectIfTooMany(int recipients) {
    if (recipients > MailRows.MAX_RECIPIENTS) {
      rows.accept(Row.rejected(index, TOO_MANY));
    }
  }

  private void addEvent(
      EmailAddress email, OptionalLong lastAttempt, String reason, String status) {
    // With the current time, the same message makes another event when it is read again.
    long occurredAt = lastAttempt.orElseGet(() -> time.orElseGet(defaults.now()));
    rows.accept(new Row.Event(defaults.failure(email, occurredAt, reason, status)));
  }

  private static Predicate<String> classifies(RowDefaults defaults) {
    return text ->
        defaults.classifier().classify(text, "").classification() != Classification.UNCLASSIFIED;
  }
}
