package dev.rebound.ingest.mail;

import dev.rebound.domain.EmailAddress;
import dev.rebound.ingest.mail.Addresses.Mention;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the SMTP dialogue in a notice: the recipients and the replies to them. */
final class SmtpTranscript {
  private static final String MARKS = "<>-*:| \t";
  private static final String COMMAND = "rcpt to:";
  // A line of a reply has at most 512 bytes (RFC 5321, 4.5.3.1.5).
  private static final int MAX_REPLY = 1024;

  private final AddressTexts replied;
  private Optional<EmailAddress> recipient = Optional.empty();

  SmtpTranscript(AddressTexts replied) {
    this.replied = replied;
  }

  void read(String line, List<Mention> mentions) {
    int at = replyAt(line);
    if (at >= 0) {
      reply(line.substring(at), mentions);
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

  /** Returns the place of a line's reply code, after marks only, or -1. */
  private static int replyAt(String line) {
    int at = line.startsWith("Received") ? "Received".length() : 0;
    while (at < line.length() && MARKS.indexOf(line.charAt(at)) >= 0) {
      at++;
    }
    boolean isCode =
        line.length() >= at + 3
            && "2345".indexOf(line.charAt(at)) >= 0
            && Character.isDigit(line.charAt(at + 1))
            && Character.isDigit(line.charAt(at + 2))
            && (line.length() == at + 3 || " -#".indexOf(line.charAt(at + 3)) >= 0);
    return isCode ? at : -1;
  }
}
