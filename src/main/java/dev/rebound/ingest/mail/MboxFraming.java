package dev.rebound.ingest.mail;

import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowBuffer;
import java.util.function.Consumer;

/**
 * Starts a message at each From line of a mailbox (RFC 4155). Not every mailer quotes the lines of
 * a text that begin with {@code From}: except at the start of the input, a From line must follow a
 * blank line and contain a time. Of a quoted line, {@code >From}, one quote is removed.
 */
final class MboxFraming implements MailFraming {
  private final RowBuffer message;
  private boolean isOpen;
  private boolean isAfterBlank;

  MboxFraming(RowBuffer message) {
    this.message = message;
  }

  @Override
  public int line(byte[] bytes, int length, Consumer<Row> rows) {
    boolean isBlank = MailFraming.isBlank(bytes, length);
    boolean isFromLine = isFromLine(bytes, length);
    isAfterBlank = isBlank;
    if (isFromLine) {
      finish(rows);
    }
    isOpen |= isFromLine || !isBlank;
    if (isFromLine || !isOpen) {
      return SKIP;
    }
    return isQuotedFrom(bytes, length) ? 1 : 0;
  }

  @Override
  public void finish(Consumer<Row> rows) {
    if (isOpen) {
      message.end(rows);
      isOpen = false;
    }
  }

  private boolean isFromLine(byte[] bytes, int length) {
    return MailFraming.hasAt(bytes, length, 0, FROM)
        && (!isOpen || (isAfterBlank && hasTime(bytes, length)));
  }

  private static boolean hasTime(byte[] bytes, int length) {
    for (int at = FROM.length; at < length - 3; at++) {
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
    return at > 0 && MailFraming.hasAt(bytes, length, at, FROM);
  }
}
