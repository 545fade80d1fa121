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
import java.util.function.Predicate;

/** A mail system's notice to people about mail that it could not deliver. */
final class Notice {
  private static final int MAX_MENTIONED = 3;

  private final HeaderFields header;
  private final Set<EmailAddress> sentTo;
  private final NoticeText text;
  private final NoticeReader read;
  private final Set<EmailAddress> senders;
  private final Set<EmailAddress> recipients;
  // The address that a list or a forwarding expanded to, by the address that was sent to.
  private final Map<EmailAddress, EmailAddress> expansions = new HashMap<>();

  private Notice(Mail mail, NoticeText text, Predicate<String> classifies) {
    this.header = mail.fields();
    this.sentTo = mail.sentTo();
    this.text = text;
    this.read = new NoticeReader(classifies).read(text.lines());
    read.origins.forEach((email, origin) -> expansions.put(origin, email));
    this.senders = senders();
    this.recipients = findRecipients();
  }

  /**
   * Returns the notice in the plain text; in the HTML if the plain text names no recipient.
   *
   * @param classifies whether the classifier knows the reason in a text
   */
  static Notice of(Mail mail, Predicate<String> classifies) {
    Optional<NoticeText> plain = NoticeText.ofPlain(mail);
    return plain
        .map(text -> new Notice(mail, text, classifies))
        .filter(notice -> !notice.recipients().isEmpty() || !mail.has(Mail.Kind.HTML))
        .orElseGet(() -> new Notice(mail, NoticeText.ofHtml(mail), classifies));
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
        || read.listed.emails().stream().anyMatch(email -> Codes.in(read.listedText(email)));
  }

  /** Returns whether a sentence about a failed address contains a status or reply code. */
  boolean hasReplyInSentence() {
    return read.loose.inSentences.emails().stream()
        .anyMatch(email -> Codes.in(read.loose.inSentences.text(email)));
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
    return recipients;
  }

  private Set<EmailAddress> findRecipients() {
    // Exim and Google name the recipients in a header field.
    Set<EmailAddress> failed = withoutOwn(header.addresses("x-failed-recipients"));
    if (failed.isEmpty()) {
      failed = withoutRoles(read.listed.emails());
    }
    if (failed.isEmpty()) {
      failed = replied();
    }
    if (failed.isEmpty()) {
      failed = likely(read.loose.inSentences.emails());
    }
    if (failed.isEmpty() && read.others.isEmpty()) {
      failed = lastResort();
    }
    Set<EmailAddress> addressed = new LinkedHashSet<>();
    failed.forEach(email -> addressed.add(read.origins.getOrDefault(email, email)));
    return withoutOwn(addressed);
  }

  /** Returns the reason for a recipient; may be empty. */
  String reason(EmailAddress email, boolean isOnly) {
    String reason = ownReason(email);
    if (!Codes.in(reason) && expansions.containsKey(email)) {
      reason = orElse(ownReason(expansions.get(email)), reason);
    }
    if (isOnly && !Codes.in(reason)) {
      reason = read.loose.firstCoded().isEmpty() ? read.explained(reason) : read.loose.firstCoded();
    }
    return ReplyText.of(orElse(reason, read.loose.firstFailing()));
  }

  /** Returns the reason that names the address; may be empty. */
  String ownReason(EmailAddress email) {
    String listed = read.listed.text(email);
    String replied = read.replied.text(email);
    if (Codes.in(listed) || replied.isEmpty()) {
      return ReplyText.of(orElse(read.listedText(email), read.loose.inSentences.text(email)));
    }
    return ReplyText.of(replied);
  }

  // The sender and the postmaster may be on lines of their own too.
  private Set<EmailAddress> withoutRoles(Set<EmailAddress> listed) {
    Set<EmailAddress> rest = withoutSenders(listed);
    return rest.isEmpty() ? withoutOwn(listed) : rest;
  }

  private Set<EmailAddress> replied() {
    Set<EmailAddress> certain = withoutSenders(read.transcript.failed());
    Set<EmailAddress> likely = likely(read.replied.emails());
    if (!certain.isEmpty()) {
      likely.retainAll(text.original().addresses("to", "cc"));
      likely.addAll(certain);
    }
    return likely;
  }

  /** Returns the addresses without senders and role accounts, preferably the returned mail's. */
  private Set<EmailAddress> likely(Set<EmailAddress> found) {
    Set<EmailAddress> likely = withoutSenders(found);
    Set<EmailAddress> addressed = new LinkedHashSet<>(likely);
    addressed.retainAll(text.original().addresses("to", "cc"));
    return addressed.isEmpty() ? likely : addressed;
  }

  private Set<EmailAddress> lastResort() {
    Set<EmailAddress> mentioned = likely(read.loose.mentioned.emails());
    if (!mentioned.isEmpty() && mentioned.size() <= MAX_MENTIONED) {
      return mentioned;
    }
    // Of several recipients, the failed one is unknown.
    Set<EmailAddress> addressed = text.original().addresses("to", "cc");
    return addressed.size() == 1 ? withoutOwn(addressed) : Set.of();
  }

  /** Returns the addresses without those that the notice was sent to: these cannot have failed. */
  private Set<EmailAddress> withoutOwn(Set<EmailAddress> found) {
    Set<EmailAddress> rest = new LinkedHashSet<>(found);
    rest.removeAll(sentTo);
    return rest;
  }

  private Set<EmailAddress> withoutSenders(Set<EmailAddress> found) {
    Set<EmailAddress> rest = new LinkedHashSet<>(found);
    rest.removeIf(Notice::isRole);
    rest.removeAll(senders);
    return rest;
  }

  private Set<EmailAddress> senders() {
    Set<EmailAddress> found = new HashSet<>(sentTo);
    for (String name : List.of("from", "reply-to")) {
      found.addAll(Addresses.all(header.text(name)));
    }
    for (String name : List.of("from", "return-path", "sender", "reply-to", "errors-to")) {
      found.addAll(Addresses.all(text.original().text(name)));
    }
    return found;
  }

  private static boolean isRole(EmailAddress email) {
    return Phrases.ROLE_ACCOUNT.has(email.text().substring(0, email.text().indexOf('@')));
  }

  private static String orElse(String text, String other) {
    return text.isEmpty() ? other : text;
  }
}
