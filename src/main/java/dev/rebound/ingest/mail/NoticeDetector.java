package dev.rebound.ingest.mail;

import dev.rebound.domain.EmailAddress;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Detects bounce notices and automatic replies among messages without a delivery report, by header
 * and phrases. No single sign is reliable: postmasters write ordinary mail, people write about
 * bounces, and both bounces and vacation notes have an empty sender and call themselves replies.
 */
final class NoticeDetector {
  // More than the text alone can have.
  private static final int REQUIRED_SIGNS = 3;
  // Fraud poses as a mail system, but hardly with the form of its notices.
  private static final int REQUIRED_OF_STRANGERS = 5;
  private static final List<String> REPLY_PREFIXES = List.of("re:", "aw:", "fw:", "fwd:", "wg:");

  private final Mail mail;
  private final Predicate<String> classifies;
  private final HeaderFields header;
  private final String subject;
  // Read if the header does not decide.
  private Notice notice;

  /**
   * @param classifies whether the classifier knows the reason in a text
   */
  NoticeDetector(Mail mail, Predicate<String> classifies) {
    this.mail = mail;
    this.classifies = classifies;
    this.header = mail.fields();
    this.subject = Texts.folded(header.text("subject"));
  }

  Notice notice() {
    if (notice == null) {
      notice = Notice.of(mail, classifies);
    }
    return notice;
  }

  /** Returns whether the message is an automatic reply, such as a vacation note. */
  boolean isAutomaticReply() {
    boolean isReplySubject =
        Phrases.REPLY_SUBJECT.atStart(subject) > 0
            || Phrases.REPLY_SUBJECT.in(subject) && !Phrases.SUBJECT.in(subject);
    if (isCertain() || !isReplySubject && !hasReplyField()) {
      return false;
    }
    boolean isBounceText = Phrases.TEXT.in(notice().folded());
    boolean isReply = isReplySubject || !(isBounceText && Phrases.SUBJECT.in(subject));
    return isReply && !(isFromMailer() && isBounceText);
  }

  /** Returns whether the message is a mail system's notice of a failed or delayed delivery. */
  boolean isBounce() {
    boolean isFromMailer = isFromMailer();
    boolean isServerReport = Phrases.SERVER_REPORT.in(subject);
    if (!hasSign()
        || isServerReport
        || !isFromMailer && (isReplyOrForward() || isListMail() || isReceipt())) {
      return false;
    }
    if (isCertain()) {
      return true;
    }
    boolean isBounceText =
        Phrases.TEXT.in(notice().folded())
            || Phrases.DELAY_TEXT.in(notice().folded())
            || isFromMailer && notice().hasReply()
            || isFromMachine() && notice().hasReplyInSentence();
    if (!isBounceSubject() && !isBounceText) {
      return false;
    }
    int signs = signsOfHeader() + (isBounceText ? 1 : 0) + (notice().hasForm() ? 1 : 0);
    return signs >= (isFromStranger() ? REQUIRED_OF_STRANGERS : REQUIRED_SIGNS);
  }

  /** Returns whether the header has a sign of a notice. Without one, no text makes a notice. */
  boolean hasSign() {
    return isCertain() || signsOfHeader() > 0;
  }

  private boolean isCertain() {
    return header.has("x-failed-recipients") || isReport();
  }

  private int signsOfHeader() {
    return signsOfSender()
        + (hasEmptySender() ? 1 : 0)
        + (isAutomatic() ? 1 : 0)
        + (isBounceSubject() ? 1 : 0);
  }

  private boolean isBounceSubject() {
    return Phrases.SUBJECT.in(subject) || Phrases.DELAY_SUBJECT.in(subject);
  }

  boolean isDelay() {
    return (Phrases.DELAY_SUBJECT.in(subject) || Phrases.DELAY_TEXT.in(notice().folded()))
        && !Phrases.FINAL.in(notice().folded());
  }

  boolean isPermanent() {
    return Phrases.PERMANENT.in(notice().folded());
  }

  // Postmasters also write mail themselves, often about bounces.
  private int signsOfSender() {
    boolean isCertain = isFromMachine() || isFromMailer() && Phrases.SUBJECT.atStart(subject) > 0;
    return isCertain ? 2 : isFromMailer() ? 1 : 0;
  }

  /** Returns whether no person sent the message: mail systems leave the return path empty. */
  boolean isFromMailSystem() {
    return isFromMailer() || hasEmptySender();
  }

  private boolean isFromMailer() {
    return isMailer(sender());
  }

  private boolean isFromMachine() {
    return Phrases.SENDER.in(sender());
  }

  // Without the domain: newsletters come from hosts with all kinds of names.
  private String sender() {
    String from = Texts.folded(header.text("from"));
    int at = from.lastIndexOf('@');
    int end = from.indexOf(' ', Math.max(at, 0));
    return at < 0 ? from : from.substring(0, at) + (end < 0 ? "" : from.substring(end));
  }

  private boolean hasEmptySender() {
    return header.has("return-path")
        && header.first("return-path").replace(" ", "").startsWith("<>");
  }

  /** Returns whether the return path is an address of another domain, and no mail system's. */
  private boolean isFromStranger() {
    String path = header.first("return-path");
    return !isMailer(Texts.folded(path))
        && Addresses.first(path)
            .map(NoticeDetector::domain)
            .filter(
                domain ->
                    header.addresses("to", "delivered-to").stream()
                        .noneMatch(own -> domain(own).equals(domain)))
            .isPresent();
  }

  private static String domain(EmailAddress email) {
    return email.text().substring(email.text().lastIndexOf('@') + 1);
  }

  private static boolean isMailer(String name) {
    return Phrases.SENDER.in(name) || Phrases.ROLE.in(name);
  }

  private boolean isAutomatic() {
    String value = header.first("auto-submitted").toLowerCase(Locale.ROOT);
    return !value.isEmpty() && !value.startsWith("no");
  }

  private boolean isReport() {
    return header.first("content-type").toLowerCase(Locale.ROOT).contains("delivery-status");
  }

  private boolean isReplyOrForward() {
    return REPLY_PREFIXES.stream().anyMatch(subject::startsWith);
  }

  /** Returns whether a help desk confirms a mail; it quotes subject and text, even of a bounce. */
  private boolean isReceipt() {
    return Phrases.RECEIPT.in(subject) || Phrases.RECEIPT.in(notice().folded());
  }

  private boolean isListMail() {
    return header.has("list-id") || header.has("list-unsubscribe");
  }

  private boolean hasReplyField() {
    return Phrases.REPLY_FIELD.phrases().stream().anyMatch(header::has)
        || header.first("auto-submitted").toLowerCase(Locale.ROOT).startsWith("auto-replied")
        || header.first("precedence").toLowerCase(Locale.ROOT).startsWith("auto")
        || header.first("x-autogenerated").equalsIgnoreCase("reply");
  }
}
