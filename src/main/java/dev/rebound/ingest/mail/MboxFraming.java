package dev.rebound.ingest.mail;

import dev.rebound.ingest.OpenRow;
import dev.rebound.ingest.Row;
import java.util.function.Consumer;

/**
 * Messages after each other, each below a line that begins with {@code From} (RFC 4155). Such a
 * line starts a message when nothing but blank lines stands before it, and when it comes after a
 * blank line and tells a time: mailers that do not quote leave other ones in a message's text. Of
 * the quotes before a quoted one, {@code >From}, one is taken away.
 */
final class MboxFraming implements MailFraming {
  private final OpenRow message;
  private boolean isOpen;
  private boolean isFromLine;
  private boolean isAfterBlank;

  MboxFraming(OpenRow message) {
    this.message = message;
  }

  @Override
  public void line(byte[] bytes, int length, Consumer<Row> rows) {
    isFromLine = isFromLine(bytes, length);
    if (isFromLine) {
      finish(rows);
      isOpen = true;
    } else if (isOpen || !MailFraming.isBlank(bytes, length)) {
      isOpen = true;
      message.append(bytes, isQuotedFrom(bytes, length) ? 1 : 0, length);
    }
    isAfterBlank = MailFraming.isBlank(bytes, length);
  }

  @Override
  public void more(byte[] bytes, int length) {
    if (!isFromLine) {
      message.append(bytes, 0, length);
    }
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
        && (!isOpen || (isAfterBlank && tellsTime(bytes, length)));
  }

  private static boolean tellsTime(byte[] bytes, int length) {
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
