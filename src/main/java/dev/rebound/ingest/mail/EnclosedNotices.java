package dev.rebound.ingest.mail;

import dev.rebound.domain.EmailAddress;
import dev.rebound.ingest.mail.Mail.Kind;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the notices within a notice: gateways wrap the bounces of the systems behind them, and add
 * disclaimers beside them.
 */
final class EnclosedNotices {
  private static final int MAX_DEPTH = 5;

  private final Predicate<String> classifies;

  private EnclosedNotices(Predicate<String> classifies) {
    this.classifies = classifies;
  }

  /** Returns the notices that a message encloses, the innermost ones; or else the message. */
  static List<Mail> of(Mail mail, Predicate<String> classifies) {
    return new EnclosedNotices(classifies).of(mail, 0);
  }

  private List<Mail> of(Mail mail, int depth) {
    if (mail.enclosed().isEmpty() || depth == MAX_DEPTH || isReport(mail)) {
      return List.of(mail);
    }
    // Mostly the mail that failed, which is no notice.
    List<Mail> enclosed =
        mail.enclosed().stream()
            .map(message -> MimeReader.mail(message, message.length))
            .filter(this::mayBeNotice)
            .toList();
    NoticeDetector detector = new NoticeDetector(mail, classifies);
    if (enclosed.isEmpty()
        || detector.isAutomaticReply()
        || !detector.isFromMailSystem() && !detector.isBounce()) {
      return List.of(mail);
    }
    Set<EmailAddress> failed = detector.notice().recipients();
    List<Mail> notices =
        enclosed.stream()
            // Otherwise the enclosed notice is the mail that failed itself.
            .filter(inner -> Collections.disjoint(failed, inner.sentTo()))
            .flatMap(inner -> of(inner, depth + 1).stream())
            .filter(this::isNotice)
            .toList();
    return notices.isEmpty() ? List.of(mail) : notices;
  }

  /** Returns whether a mail reports by itself: on others than those it was sent to. */
  private static boolean isReport(Mail mail) {
    return mail.has(Kind.FEEDBACK)
        || mail.has(Kind.RECEIPT)
        || mail.reports().stream()
            .anyMatch(recipient -> Recipient.of(recipient, mail.sentTo()).isPresent());
  }

  private boolean mayBeNotice(Mail mail) {
    return !mail.reports().isEmpty() || new NoticeDetector(mail, classifies).hasSign();
  }

  private boolean isNotice(Mail mail) {
    if (!mail.reports().isEmpty()) {
      return true;
    }
    NoticeDetector detector = new NoticeDetector(mail, classifies);
    return detector.isBounce()
        && !detector.isAutomaticReply()
        && !detector.notice().recipients().isEmpty();
  }
}
