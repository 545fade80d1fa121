package dev.rebound.ingest.mail;

import dev.rebound.ingest.Row;
import dev.rebound.ingest.UnreadableInputException;
import java.util.Arrays;
import java.util.function.Consumer;

/** Tells where a message ends by its lines alone, before anything is decoded. */
sealed interface MailFraming extends Lines.Framing
    permits MessageFraming, MboxFraming, MultipartFraming {

  /** What a From line begins with. */
  byte[] FROM = {'F', 'r', 'o', 'm', ' '};

  /** Tells that the input is over. */
  void finish(Consumer<Row> rows) throws UnreadableInputException;

  /** Whether a line has nothing on it but its end. */
  static boolean isBlank(byte[] line, int length) {
    return length == 1 && line[0] == '\n';
  }

  /** Whether these bytes stand at a place of a line. */
  static boolean hasAt(byte[] line, int length, int at, byte[] start) {
    return length - at >= start.length
        && Arrays.equals(line, at, at + start.length, start, 0, start.length);
  }
}
