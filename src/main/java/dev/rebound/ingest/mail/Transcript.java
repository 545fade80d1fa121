package dev.rebound.ingest.mail;

import dev.rebound.domain.EmailAddress;
import dev.rebound.ingest.mail.Addresses.Mention;
import java.util.List;
import java.util.Locale;

/** The SMTP dialogue in a notice: whom a mailer named to another, and what that one replied. */
final class Transcript {
  private static final String MARKS = "<>-*:| \t";
  private static final String COMMAND = "rcpt to:";
  // A reply's line has 512 bytes at most (RFC 5321, 4.5.3.1.5).
  private static final int MAX_REPLY = 1024;

  private final Failures replied;
  private EmailAddress recipient;

  Transcript(Failures replied) {
    this.replied = replied;
  }

  void read(String line, List<Mention> mentions) {
    int at = replyAt(line);
    if (at >= 0) {
      reply(line.substring(at), mentions);
    } else if (!mentions.isEmpty() && line.toLowerCase(Locale.ROOT).contains(COMMAND)) {
      recipient = mentions.get(mentions.size() - 1).email();
    }
  }

  // The text is made once and bounded: a line may name as many addresses as it has room for.
  private void reply(String line, List<Mention> mentions) {
    String reply = Texts.oneLine(line.substring(0, Math.min(line.length(), MAX_REPLY)));
    boolean isFailure = reply.charAt(0) == '5' || reply.charAt(0) == '4';
    if (!isFailure) {
      recipient = null;
    } else if (recipient != null) {
      replied.add(recipient, reply);
    } else {
      mentions.forEach(mention -> replied.add(mention.email(), reply));
    }
  }

  /** Where a line's reply code is, behind marks at most, or -1. */
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
