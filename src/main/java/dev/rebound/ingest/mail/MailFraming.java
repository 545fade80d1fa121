package dev.rebound.ingest.mail;

import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowBuffer;
import dev.rebound.ingest.UnreadableInputException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
}
