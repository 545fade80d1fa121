package dev.rebound.ingest.mail;

import dev.rebound.domain.EmailAddress;
import dev.rebound.ingest.mail.Addresses.Mention;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the SMTP dialogue in a notice: the recipients and the replies to them. */
final class SmtpTranscript {
  // A reply code, after marks only.
  private static final Pattern REPLY =
      Pattern.compile("(?:Received)?[<>*:| \\t-]*+([2-5]\\d\\d)(?:\\z|[ #-])");
  private static final String COMMAND = "rcpt to:";
  // A line of a reply has at most 512 bytes (RFC 5321, 4.5.3.1.5).
  private static final int MAX_REPLY = 1024;

  private final AddressTexts replied;
  private Optional<EmailAddress> recipient = Optional.empty();

  SmtpTranscript(AddressTexts replied) {
    this.replied = replied;
  }

  void read(String line, List<Mention> mentions) {
    Matcher reply = REPLY.matcher(line);
    if (reply.lookingAt()) {
      reply(line.substring(reply.start(1)), mentions);
    } else if (!mentions.isEmpty() && line.toLowerCase(Locale.ROOT).contains(COMMAND)) {
      recipient = Optional.of(mentions.get(mentions.size() - 1).email());
    }
  }

  // The addresses of a line share one bounded text: there may be very many.
  private void reply(String line, List<Mention> mentions) {
    String reply = Texts.oneLine(line.substring(0, Math.min(line.length(), MAX_REPLY)));
    boolean isFailure = reply.charAt(0) == '5' || reply.charAt(0) == '4';
    if (!isFailure) {
      recipient = Optional.empty();
    } else {
      recipient.ifPresentOrElse(
          email -> replied.add(email, reply),
          () -> mentions.forEach(mention -> replied.add(mention.email(), reply)));
    }
  }
}
