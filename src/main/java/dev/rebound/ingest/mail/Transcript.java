package dev.rebound.ingest.mail;

import dev.rebound.bounce.EmailAddress;
import dev.rebound.ingest.mail.Addresses.Mention;
import java.util.List;
import java.util.Locale;

/** The SMTP dialogue in a notice: whom a mailer named to another, and what that one replied. */
final class Transcript {
  private static final String MARKS = "<>-*:| \t";
  private static final String COMMAND = "rcpt to:";

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

  private void reply(String reply, List<Mention> mentions) {
    boolean isFailure = reply.charAt(0) == '5' || reply.charAt(0) == '4';
    if (!isFailure) {
      recipient = null;
    } else if (recipient != null) {
      replied.add(recipient, Texts.oneLine(reply));
    } else {
      mentions.forEach(mention -> replied.add(mention.email(), Texts.oneLine(reply)));
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
