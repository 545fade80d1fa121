package dev.rebound.ingest.mail;

import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowBuffer;
import dev.rebound.ingest.UnreadableInputException;
import java.util.function.Consumer;

/**
 * Starts a message at each From line of a mailbox (RFC 4155), or at the lines of four control
 * characters in a mailbox of MMDF. Not every mailer quotes the lines of a text that begin with
 * {@code From}: except at the start of the input, a From line must follow a blank line and contain
 * a time. Of a quoted line, {@code >From}, one quote is removed.
 */
final class MboxFraming implements MailFraming {
  private static final byte[] MMDF = {1, 1, 1, 1, '\n'};

  private final RowBuffer message;
  private boolean isOpen;
  private boolean isAfterBlank;
  private boolean isMmdf;

  MboxFraming(RowBuffer message) {
    this.message = message;
  }

  @Override
  public int line(byte[] bytes, int length, Consumer<Row> rows) {
    boolean isBlank = MailFraming.isBlank(bytes, length);
    if (length == MMDF.length && MailFraming.hasAt(bytes, length, 0, MMDF)) {
      isMmdf = true;
      endMessage(rows);
      return MailFraming.SKIP;
    }
    boolean isFromLine = isFromLine(bytes, length);
    isAfterBlank = isBlank;
    if (isFromLine) {
      endMessage(rows);
    }
    isOpen |= isFromLine || !isBlank;
    if (isFromLine || !isOpen) {
      return MailFraming.SKIP;
    }
    return isQuotedFrom(bytes, length) ? 1 : 0;
  }

  @Override
  public void finish(Consumer<Row> rows) throws UnreadableInputException {
    endMessage(rows);
    if (message.index() == 0) {
      throw new UnreadableInputException("The mailbox holds no message", 0);
    }
  }

  private void endMessage(Consumer<Row> rows) {
    if (isOpen) {
      message.end(rows);
      isOpen = false;
    }
  }

  private boolean isFromLine(byte[] bytes, int length) {
    return MailFraming.hasAt(bytes, length, 0, MailFraming.FROM)
        && (!isOpen || (!isMmdf && isAfterBlank && hasTime(bytes, length)));
  }

  private static boolean hasTime(byte[] bytes, int length) {
    for (int at = MailFraming.FROM.length; at < length - 3; at++) {
      if (isDigit(bytes[at])
          && bytes[at + 1] == ':'
          && isDigit(bytes[at + 2])
          && isDigit(bytes[at + 3])) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isQuotedFrom(byte[] bytes, int length) {
    int at = 0;
    while (at < length && bytes[at] == '>') {
      at++;
    }
    return at > 0 && MailFraming.hasAt(bytes, length, at, MailFraming.FROM);
  }
}
