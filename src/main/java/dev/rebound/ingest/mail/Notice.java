package dev.rebound.ingest.mail;

import dev.rebound.domain.EmailAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a mail system wrote to people about mail that it could not deliver. */
final class Notice {
  private static final int MOST_MENTIONED = 3;
  private static final Set<String> ROLES =
      Set.of(
          "postmaster",
          "mailer-daemon",
          "abuse",
          "support",
          "help",
          "helpdesk",
          "hostmaster",
          "webmaster",
          "admin",
          "administrator",
          "noc",
          "security",
          "noreply",
          "no-reply");

  private final Fields header;
  private final NoticeText text;
  private final NoticeReader read;
  private final Map<EmailAddress, EmailAddress> made = new HashMap<>();

  private Notice(Fields header, NoticeText text) {
    this.header = header;
    this.text = text;
    this.read = new NoticeReader().read(text.lines());
    read.origins.forEach((email, origin) -> made.put(origin, email));
  }

  /** The notice of the plain text or, where that names nobody, of the HTML. */
  static Notice of(Mail mail) {
    Notice plain = new Notice(mail.fields(), NoticeText.of(mail));
    boolean isEnough = !plain.recipients().isEmpty() || !mail.has(Mail.Kind.HTML);
    return isEnough ? plain : new Notice(mail.fields(), NoticeText.ofHtml(mail));
  }

  /** The notice's beginning, as phrases are looked for. */
  String folded() {
    return text.folded();
  }

  /** Whether an address is listed or was named to another server, as in no other mail. */
  boolean hasForm() {
    return !read.listed.isEmpty() || !read.replied.isEmpty();
  }

  /** Whether something with a code in it is said about such an address, in whatever language. */
  boolean hasReply() {
    return !read.replied.isEmpty()
        || read.listed.emails().stream()
            .anyMatch(email -> Failures.hasCode(read.listed.text(email)));
  }

  /** Whether a sentence with a code in it speaks of an address that was not reached. */
  boolean speaksOfReply() {
    return read.spokenOf.emails().stream()
        .anyMatch(email -> Failures.hasCode(read.spokenOf.text(email)));
  }

  /** What became of those who are listed, when it is something else than that they failed. */
  Collection<String> otherKinds() {
    return read.others.values();
  }

  /**
   * Those who were not reached, by the surest evidence that there is; at most one more than {@link
   * MailRows#MAX_RECIPIENTS}.
   */
  Set<EmailAddress> recipients() {
    Set<EmailAddress> told = failedHeader();
    if (told.isEmpty()) {
      told = withoutRoles(read.listed.emails());
    }
    if (told.isEmpty()) {
      told = likely(read.replied.emails());
    }
    if (told.isEmpty()) {
      told = likely(read.spokenOf.emails());
    }
    if (told.isEmpty() && read.others.isEmpty()) {
      told = lastResort();
    }
    Set<EmailAddress> sentTo = new LinkedHashSet<>();
    told.forEach(email -> sentTo.add(read.origins.getOrDefault(email, email)));
    return sentTo;
  }

  /** Why one of them was not reached; may be empty. */
  String reason(EmailAddress email, boolean isOnly) {
    String reason = ownReason(email);
    if (reason.isEmpty() && made.containsKey(email)) {
      reason = ownReason(made.get(email));
    }
    if (isOnly && !Failures.hasCode(reason)) {
      reason = orElse(read.firstCoded, reason);
    }
    return Replies.cleaned(orElse(reason, read.firstFailing));
  }

  /** What the notice says about an address by name; empty when nothing. */
  String ownReason(EmailAddress email) {
    String listed = read.listed.text(email);
    String replied = read.replied.text(email);
    if (Failures.hasCode(listed) || replied.isEmpty()) {
      return Replies.cleaned(orElse(listed, read.spokenOf.text(email)));
    }
    return Replies.cleaned(replied);
  }

  // Exim and Google name them for machines.
  private Set<EmailAddress> failedHeader() {
    Set<EmailAddress> told = new LinkedHashSet<>();
    header.all("x-failed-recipients").forEach(field -> told.addAll(Addresses.all(field)));
    return told;
  }

  // The sender and the postmaster may stand on lines of their own too.
  private Set<EmailAddress> withoutRoles(Set<EmailAddress> listed) {
    Set<EmailAddress> rest = new LinkedHashSet<>(listed);
    rest.removeIf(Notice::isRole);
    rest.removeAll(senders());
    return rest.isEmpty() ? listed : rest;
  }

  /** Without the sender and those who help; where the returned mail names some of them, these. */
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
    if (!mentioned.isEmpty() && mentioned.size() <= MOST_MENTIONED) {
      return mentioned;
    }
    // Of several nobody can tell which one failed.
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
    return ROLES.contains(email.text().substring(0, email.text().indexOf('@')));
  }

  private static String orElse(String text, String other) {
    return text.isEmpty() ? other : text;
  }
}
