package dev.rebound.ingest.mail;

import dev.rebound.ingest.OpenRow;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.UnreadableInputException;
import java.util.function.Consumer;

/**
 * The input is one message. Blank lines before it, and a From line of a mailbox, are passed over.
 */
final class MessageFraming implements MailFraming {
  private final OpenRow message;
  private boolean isFromLine;

  MessageFraming(OpenRow message) {
    this.message = message;
  }

  @Override
  public void line(byte[] bytes, int length, Consumer<Row> rows) {
    // Postfix' pipe puts such a line first when it is told to.
    isFromLine = message.isEmpty() && MailFraming.hasAt(bytes, length, 0, FROM);
    if (!isFromLine && !(message.isEmpty() && MailFraming.isBlank(bytes, length))) {
      message.append(bytes, 0, length);
    }
  }

  @Override
  public void more(byte[] bytes, int length) {
    if (!isFromLine) {
      message.append(bytes, 0, length);
    }
  }

  @Override
  public void finish(Consumer<Row> rows) throws UnreadableInputException {
    if (message.isEmpty()) {
      throw new UnreadableInputException("The input holds no message", 0);
    }
    message.end(rows);
  }
}
