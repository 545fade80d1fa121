package dev.rebound.ingest.mail;

import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowBuffer;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowParser;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.UnreadableInputException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads bounce mails. A message has a row for each recipient that it reports, or one row that says
 * what else it is. A row's index is the message's place in the input. The first {@value
 * #MAX_MESSAGE_BYTES} bytes of a message are read: a report comes before the mail that it returns.
 *
 * <p>The time of an event is that of the last delivery attempt, or else of the message. If neither
 * has one it is the current time, and the same message makes another event when it is read again.
 */
public final class MailRows implements RowReader {
  /** The bytes of a message that are read; each line break counts as one. */
  public static final int MAX_MESSAGE_BYTES = 1 << 20;

  /** The recipients that one message may report; one more row rejects all others. */
  public static final int MAX_RECIPIENTS = 10_000;

  /** The longest boundary of a multipart body, in characters (RFC 2046, 5.1.1 allows 70). */
  public static final int MAX_BOUNDARY = 200;

  private final MailFraming framing;
  private final LineReader lines;

  private MailRows(Function<RowBuffer, MailFraming> framing, RowParser parser) {
    RowBuffer message = RowBuffer.truncating(MAX_MESSAGE_BYTES, parser);
    this.framing = framing.apply(message);
    this.lines = new LineReader(this.framing, message);
  }

  /** Returns a reader of one message. */
  public static MailRows message(RowDefaults defaults) {
    return new MailRows(MessageFraming::new, new MessageParser(defaults));
  }

  /** Returns a reader of a mailbox of any length, in the format {@code mboxo} or {@code mboxrd}. */
  public static MailRows mbox(RowDefaults defaults) {
    return new MailRows(MboxFraming::new, new MessageParser(defaults));
  }

  /**
   * Returns a reader of a multipart body. Its messages are the parts of type {@code message/rfc822}
   * and the files of a form; other parts are ignored.
   *
   * @param boundary ASCII, 1 to {@value #MAX_BOUNDARY} characters
   * @param isDigest whether a part without a type is a message (RFC 2046, 5.1.5)
   */
  public static MailRows multipart(String boundary, boolean isDigest, RowDefaults defaults) {
    if (boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
      throw new IllegalArgumentException("boundary must have 1 to " + MAX_BOUNDARY + " characters");
    }
    return new MailRows(
        part -> new MultipartFraming(boundary, part),
        new PartParser(new MessageParser(defaults), isDigest));
  }

  @Override
  public void feed(byte[] chunk, int offset, int length, Consumer<Row> rows) {
    Objects.checkFromIndexSize(offset, length, chunk.length);
    lines.feed(chunk, offset, offset + length, rows);
  }

  @Override
  public void finish(Consumer<Row> rows) throws UnreadableInputException {
    lines.finish(rows);
    framing.finish(rows);
  }
}
