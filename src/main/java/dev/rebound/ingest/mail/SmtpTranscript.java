package dev.rebound.ingest.mail;

import dev.rebound.domain.EmailAddress;
import dev.rebound.ingest.mail.Addresses.Mention;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the SMTP dialogue in a notice: the recipients and the replies to them. */
final class SmtpTranscript {
  // A reply code, after marks only.
  private static final Pattern REPLY =
      Pattern.compile("(?:Received)?([<>*:| \\t-]*+)([2-5]\\d\\d)(?:\\z|[ #-])");
  private static final String COMMAND = "rcpt to:";
  // A line of a reply has at most 512 bytes (RFC 5321, 4.5.3.1.5).
  private static final int MAX_REPLY = 1024;

  private final AddressTexts replied;
  // 550 <user@host>... User unknown: the mailer's own summary, by the address that was sent to.
  private final Set<EmailAddress> summarized = new LinkedHashSet<>();
  // The recipients in dialogues with other mailers, perhaps after a forwarding.
  private final Set<EmailAddress> refused = new LinkedHashSet<>();
  private Optional<EmailAddress> recipient = Optional.empty();

  SmtpTranscript(AddressTexts replied) {
    this.replied = replied;
  }

  /** Returns the addresses that certainly failed, as the mail was sent to them if possible. */
  Set<EmailAddress> failed() {
    return summarized.isEmpty() ? refused : summarized;
  }

  void read(String line, List<Mention> mentions) {
    Matcher reply = REPLY.matcher(line);
    if (reply.lookingAt()) {
      boolean isRemote = reply.group(1).indexOf('<') >= 0;
      boolean isSummary =
          !isRemote && !mentions.isEmpty() && isFirst(line, reply.end(), mentions.get(0).start());
      reply(line.substring(reply.start(2)), mentions, isSummary);
    } else if (!mentions.isEmpty() && line.toLowerCase(Locale.ROOT).contains(COMMAND)) {
      recipient = Optional.of(mentions.get(mentions.size() - 1).email());
    }
  }

  // At most an enhanced status code precedes the address.
  private static boolean isFirst(String line, int from, int start) {
    return start - from < 20
        && line.substring(from, Math.max(from, start)).chars().noneMatch(Character::isLetter);
  }

  // The addresses of a line share one bounded text: there may be very many.
  private void reply(String line, List<Mention> mentions, boolean isSummary) {
    String reply = Texts.oneLine(line.substring(0, Math.min(line.length(), MAX_REPLY)));
    boolean isFailure = reply.charAt(0) == '5' || reply.charAt(0) == '4';
    if (!isFailure) {
      recipient = Optional.empty();
    } else if (isSummary) {
      EmailAddress email = mentions.get(0).email();
      add(summarized, email);
      replied.add(email, reply);
    } else if (recipient.isPresent()) {
      add(refused, recipient.get());
      replied.add(recipient.get(), reply);
    } else {
      mentions.forEach(mention -> replied.add(mention.email(), reply));
    }
  }

  private static void add(Set<EmailAddress> emails, EmailAddress email) {
    if (emails.size() <= MailRows.MAX_RECIPIENTS) {
      emails.add(email);
    }
  }
}
