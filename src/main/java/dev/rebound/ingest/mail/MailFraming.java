package dev.rebound.ingest.mail;

import dev.rebound.ingest.Row;
import dev.rebound.ingest.UnreadableInputException;
import java.util.Arrays;
import java.util.function.Consumer;

/** Finds the end of each message by the lines alone, before anything is decoded. */
sealed interface MailFraming permits MessageFraming, MboxFraming, MultipartFraming {

  /** The start of a mailbox's From line. */
  byte[] FROM = {'F', 'r', 'o', 'm', ' '};

  /** The result of {@link #line} for a line that belongs to no message. */
  int SKIP = -1;

  /**
   * Reads the start of a line, and ends the message before it where it separates messages.
   *
   * @param length how many of {@code bytes} belong to the line, its LF included: all of it or the
   *     first {@value LineReader#HELD}
   * @return from where on the line belongs to the current message, or {@link #SKIP}
   */
  int line(byte[] bytes, int length, Consumer<Row> rows);

  /** Ends the input. */
  void finish(Consumer<Row> rows) throws UnreadableInputException;

  static boolean isBlank(byte[] line, int length) {
    return length == 1 && line[0] == '\n';
  }

  /** Returns whether a line has these bytes at a place. */
  static boolean hasAt(byte[] line, int length, int at, byte[] bytes) {
    return length - at >= bytes.length
        && Arrays.equals(line, at, at + bytes.length, bytes, 0, bytes.length);
  }
}
