package dev.rebound.ingest.mail;

import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowBuffer;
import dev.rebound.ingest.UnreadableInputException;
import java.util.function.Consumer;

/** Reads the input as one message. Skips blank lines and a mailbox's From line before it. */
final class MessageFraming implements MailFraming {
  private final RowBuffer message;

  MessageFraming(RowBuffer message) {
    this.message = message;
  }

  @Override
  public int line(byte[] bytes, int length, Consumer<Row> rows) {
    // Postfix's pipe can be configured to start with a From line.
    boolean isSkipped =
        message.isEmpty()
            && (MailFraming.isBlank(bytes, length) || MailFraming.hasAt(bytes, length, 0, FROM));
    return isSkipped ? SKIP : 0;
  }

  @Override
  public void finish(Consumer<Row> rows) throws UnreadableInputException {
    if (message.isEmpty()) {
      throw new UnreadableInputException("The input holds no message", 0);
    }
    message.end(rows);
  }
}
