package dev.rebound.ingest.mail;

import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowBuffer;
import dev.rebound.ingest.UnreadableInputException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Finds the end of each message by the lines alone, before anything is decoded. */
interface MailFraming {

  /** The start of a mailbox's From line. */
  byte[] FROM = {'F', 'r', 'o', 'm', ' '};

  /** The result of {@link #line} for a line that belongs to no message. */
  int SKIP = -1;

  /**
   * Reads the start of a line, and ends the message before it where it separates messages.
   *
   * @param length how many of {@code bytes} belong to the line, its LF included: all of it or the
   *     first {@value MailRows#HELD}
   * @return from where on the line belongs to the current message, or {@link #SKIP}
   */
  int line(byte[] bytes, int length, Consumer<Row> rows);

  void finish(Consumer<Row> rows) throws UnreadableInputException;

  static boolean isBlank(byte[] line, int length) {
    return length == 1 && line[0] == '\n';
  }

  /** Returns whether a line has these bytes at a place. */
  static boolean hasAt(byte[] line, int length, int at, byte[] bytes) {
    return length - at >= bytes.length
        && Arrays.equals(line, at, at + bytes.length, bytes, 0, bytes.length);
  }

  /**
   * Reads the input as one message. Skips blank lines and a mailbox's From line before it, and what
   * Apple Mail's {@code .emlx} adds: the message's length before it and a property list after it.
   */
  final class OneMessage implements MailFraming {
    private static final byte[] XML = {'<', '?', 'x', 'm', 'l', ' '};

    private final RowBuffer message;
    private boolean isEmlx;
    private boolean isOver;

    OneMessage(RowBuffer message) {
      this.message = message;
    }

    @Override
    public int line(byte[] bytes, int length, Consumer<Row> rows) {
      if (message.isEmpty()) {
        boolean isLength = isNumber(bytes, length);
        isEmlx |= isLength;
        // Postfix's pipe can be configured to start with a From line.
        boolean isSkipped =
            isLength
                || MailFraming.isBlank(bytes, length)
                || MailFraming.hasAt(bytes, length, 0, FROM);
        return isSkipped ? SKIP : 0;
      }
      isOver |= isEmlx && MailFraming.hasAt(bytes, length, 0, XML);
      return isOver ? SKIP : 0;
    }

    private static boolean isNumber(byte[] line, int length) {
      String text = new String(line, 0, Math.min(length, 20), StandardCharsets.US_ASCII).strip();
      return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public void finish(Consumer<Row> rows) throws UnreadableInputException {
      if (message.isEmpty()) {
        throw new UnreadableInputException("The input holds no message", 0);
      }
      message.end(rows);
    }
  }

  /**
   * Starts a message at each From line of a mailbox (RFC 4155), or at the lines of four control
   * characters in a mailbox of MMDF. Not every mailer quotes the lines of a text that begin with
   * {@code From}: except at the start of the input, a From line must follow a blank line and
   * contain a time. Of a quoted line, {@code >From}, one quote is removed.
   */
  final class Mbox implements MailFraming {
    private static final byte[] MMDF = {1, 1, 1, 1, '\n'};

    private final RowBuffer message;
    private boolean isOpen;
    private boolean isAfterBlank;
    private boolean isMmdf;

    Mbox(RowBuffer message) {
      this.message = message;
    }

    @Override
    public int line(byte[] bytes, int length, Consumer<Row> rows) {
      boolean isBlank = MailFraming.isBlank(bytes, length);
      if (length == MMDF.length && MailFraming.hasAt(bytes, length, 0, MMDF)) {
        isMmdf = true;
        endMessage(rows);
        return SKIP;
      }
      boolean isFromLine = isFromLine(bytes, length);
      isAfterBlank = isBlank;
      if (isFromLine) {
        endMessage(rows);
      }
      isOpen |= isFromLine || !isBlank;
      if (isFromLine || !isOpen) {
        return SKIP;
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
      return MailFraming.hasAt(bytes, length, 0, FROM)
          && (!isOpen || (!isMmdf && isAfterBlank && hasTime(bytes, length)));
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

  /**
   * Ends a part at each delimiter line of a boundary (RFC 2046, 5.1.1). The end of the input ends
   * the last part if the closing delimiter is missing.
   */
  final class Multipart implements MailFraming {
    private enum Place {
      PREAMBLE,
      PART,
      EPILOGUE
    }

    private final byte[] delimiter;
    private final byte[] close;
    private final RowBuffer part;
    private final BooleanSupplier hasMessage;
    private Place place = Place.PREAMBLE;

    /**
     * @param boundary ASCII, at most {@value MailRows#MAX_BOUNDARY} characters
     * @param hasMessage whether one of the parts so far was a message
     */
    Multipart(String boundary, RowBuffer part, BooleanSupplier hasMessage) {
      this.delimiter = ("--" + boundary).getBytes(StandardCharsets.US_ASCII);
      this.close = ("--" + boundary + "--").getBytes(StandardCharsets.US_ASCII);
      this.part = part;
      this.hasMessage = hasMessage;
    }

    @Override
    public int line(byte[] bytes, int length, Consumer<Row> rows) {
      boolean isClose = isDelimiter(bytes, length, close);
      if (place != Place.EPILOGUE && (isClose || isDelimiter(bytes, length, delimiter))) {
        endPart(rows);
        place = isClose ? Place.EPILOGUE : Place.PART;
        return SKIP;
      }
      return place == Place.PART ? 0 : SKIP;
    }

    @Override
    public void finish(Consumer<Row> rows) throws UnreadableInputException {
      if (place == Place.PREAMBLE) {
        throw new UnreadableInputException("The body has no part with the given boundary", 0);
      }
      endPart(rows);
      if (!hasMessage.getAsBoolean()) {
        throw new UnreadableInputException("No part of the body is a mail", 0);
      }
    }

    private void endPart(Consumer<Row> rows) {
      if (place == Place.PART) {
        part.end(rows);
      }
    }

    // Only blanks may follow a delimiter: one boundary may be the start of another.
    private static boolean isDelimiter(byte[] bytes, int length, byte[] delimiter) {
      if (!MailFraming.hasAt(bytes, length, 0, delimiter)) {
        return false;
      }
      int at = delimiter.length;
      while (at < length && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\n')) {
        at++;
      }
      return at == length;
    }
  }
}
