package dev.rebound.ingest.mail;

import dev.rebound.domain.EmailAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A mail system's notice to people about mail that it could not deliver. */
final class Notice {
  private static final int MAX_MENTIONED = 3;

  private final HeaderFields header;
  private final NoticeText text;
  private final NoticeReader read;
  // The address that a list or a forwarding expanded to, by the address that was sent to.
  private final Map<EmailAddress, EmailAddress> expansions = new HashMap<>();

  private Notice(HeaderFields header, NoticeText text) {
    this.header = header;
    this.text = text;
    this.read = new NoticeReader().read(text.lines());
    read.origins.forEach((email, origin) -> expansions.put(origin, email));
  }

  /** Returns the notice in the plain text; in the HTML if the plain text names no recipient. */
  static Notice of(Mail mail) {
    Optional<NoticeText> plain = NoticeText.ofPlain(mail);
    return plain
        .map(text -> new Notice(mail.fields(), text))
        .filter(notice -> !notice.recipients().isEmpty() || !mail.has(Mail.Kind.HTML))
        .orElseGet(() -> new Notice(mail.fields(), NoticeText.ofHtml(mail)));
  }

  /** Returns the notice's beginning, folded to match phrases. */
  String folded() {
    return text.folded();
  }

  /** Returns whether it lists an address or shows an SMTP dialogue, as no other mail does. */
  boolean hasForm() {
    return !read.listed.isEmpty() || !read.replied.isEmpty();
  }

  /** Returns whether it has a status or reply code for such an address, in any language. */
  boolean hasReply() {
    return !read.replied.isEmpty()
        || read.listed.emails().stream()
            .anyMatch(email -> AddressTexts.hasCode(read.listed.text(email)));
  }

  /** Returns whether a sentence about a failed address contains a status or reply code. */
  boolean hasReplyInSentence() {
    return read.inSentences.emails().stream()
        .anyMatch(email -> AddressTexts.hasCode(read.inSentences.text(email)));
  }

  /** Returns the kinds of listed recipients that did not fail: delayed or delivered. */
  Collection<String> otherKinds() {
    return read.others.values();
  }

  /**
   * Returns the failed recipients by the most reliable sign that the notice has: at most one more
   * than {@link MailRows#MAX_RECIPIENTS}.
   */
  Set<EmailAddress> recipients() {
    Set<EmailAddress> failed = failedHeader();
    if (failed.isEmpty()) {
      failed = withoutRoles(read.listed.emails());
    }
    if (failed.isEmpty()) {
      failed = likely(read.replied.emails());
    }
    if (failed.isEmpty()) {
      failed = likely(read.inSentences.emails());
    }
    if (failed.isEmpty() && read.others.isEmpty()) {
      failed = lastResort();
    }
    Set<EmailAddress> sentTo = new LinkedHashSet<>();
    failed.forEach(email -> sentTo.add(read.origins.getOrDefault(email, email)));
    return sentTo;
  }

  /** Returns the reason for a recipient; may be empty. */
  String reason(EmailAddress email, boolean isOnly) {
    String reason = ownReason(email);
    if (reason.isEmpty() && expansions.containsKey(email)) {
      reason = ownReason(expansions.get(email));
    }
    if (isOnly && !AddressTexts.hasCode(reason)) {
      reason = orElse(read.firstCoded, reason);
    }
    return SmtpReply.extract(orElse(reason, read.firstFailing));
  }

  /** Returns the reason that names the address; may be empty. */
  String ownReason(EmailAddress email) {
    String listed = read.listed.text(email);
    String replied = read.replied.text(email);
    if (AddressTexts.hasCode(listed) || replied.isEmpty()) {
      return SmtpReply.extract(orElse(listed, read.inSentences.text(email)));
    }
    return SmtpReply.extract(replied);
  }

  // Exim and Google name the recipients in a header field.
  private Set<EmailAddress> failedHeader() {
    Set<EmailAddress> failed = new LinkedHashSet<>();
    header.all("x-failed-recipients").forEach(field -> failed.addAll(Addresses.all(field)));
    return failed;
  }

  // The sender and the postmaster may be on lines of their own too.
  private Set<EmailAddress> withoutRoles(Set<EmailAddress> listed) {
    Set<EmailAddress> rest = new LinkedHashSet<>(listed);
    rest.removeIf(Notice::isRole);
    rest.removeAll(senders());
    return rest.isEmpty() ? listed : rest;
  }

  /** Returns the addresses without senders and role accounts, preferably the returned mail's. */
  private Set<EmailAddress> likely(Set<EmailAddress> found) {
    Set<EmailAddress> likely = new LinkedHashSet<>(found);
    likely.removeIf(Notice::isRole);
    likely.removeAll(senders());
    Set<EmailAddress> addressed = new LinkedHashSet<>(likely);
    addressed.retainAll(originalRecipients());
    return addressed.isEmpty() ? likely : addressed;
  }

  private Set<EmailAddress> lastResort() {
    Set<EmailAddress> mentioned = likely(read.mentioned.emails());
    if (!mentioned.isEmpty() && mentioned.size() <= MAX_MENTIONED) {
      return mentioned;
    }
    // Of several recipients, the failed one is unknown.
    Set<EmailAddress> addressed = originalRecipients();
    return addressed.size() == 1 ? addressed : Set.of();
  }

  private Set<EmailAddress> senders() {
    Set<EmailAddress> senders = new HashSet<>();
    for (String name : List.of("from", "to", "reply-to", "delivered-to", "x-original-to")) {
      senders.addAll(Addresses.all(header.text(name)));
    }
    for (String name : List.of("from", "return-path", "sender", "reply-to", "errors-to")) {
      senders.addAll(Addresses.all(text.original().text(name)));
    }
    return senders;
  }

  private Set<EmailAddress> originalRecipients() {
    Set<EmailAddress> recipients = new LinkedHashSet<>();
    for (String name : List.of("to", "cc")) {
      text.original().all(name).forEach(field -> recipients.addAll(Addresses.all(field)));
    }
    return recipients;
  }

  private static boolean isRole(EmailAddress email) {
    return Phrases.ROLE_ACCOUNT.has(email.text().substring(0, email.text().indexOf('@')));
  }

  private static String orElse(String text, String other) {
    return text.isEmpty() ? other : text;
  }
}
