package dev.rebound.ingest.mail;

import dev.rebound.ingest.OpenRow;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.UnreadableInputException;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Reads bounce mails. A message gives a row for each recipient that it reports, or one that says
 * what else it is; a row's index is the message's place in the input. Of a message its first
 * {@value #MAX_MESSAGE_BYTES} bytes are held and read: a report stands before the mail that it
 * returns.
 *
 * <p>An event's time is that of the last attempt, or else of the message. Only when neither tells a
 * time it is the reader's own, and then the same message told again is another event.
 */
public final class MailRows implements RowReader {
  /** The bytes of a message that are read, its line breaks counted as one byte each. */
  public static final int MAX_MESSAGE_BYTES = 1 << 20;

  /** Recipients that one message may report; more are rejected in one row. */
  public static final int MAX_RECIPIENTS = 10_000;

  /** Characters of a multipart's boundary (RFC 2046, 5.1.1 allows 70). */
  public static final int MAX_BOUNDARY = 200;

  private final MailFraming framing;
  private final Lines lines;

  private MailRows(MailFraming framing) {
    this.framing = framing;
    this.lines = new Lines(framing);
  }

  /** The input is one message. */
  public static MailRows message(RowDefaults defaults) {
    return new MailRows(
        new MessageFraming(OpenRow.cutAt(MAX_MESSAGE_BYTES, new MessageParser(defaults))));
  }

  /** The input is a mailbox of any length, as {@code mboxo} or {@code mboxrd}. */
  public static MailRows mbox(RowDefaults defaults) {
    return new MailRows(
        new MboxFraming(OpenRow.cutAt(MAX_MESSAGE_BYTES, new MessageParser(defaults))));
  }

  /**
   * The input is a multipart body. Its messages are the parts of type {@code message/rfc822} and
   * the files of a form; other parts are passed over.
   *
   * @param boundary ASCII, 1 to {@value #MAX_BOUNDARY} characters
   * @param isDigest whether a part without a type is a message (RFC 2046, 5.1.5)
   */
  public static MailRows multipart(String boundary, boolean isDigest, RowDefaults defaults) {
    if (boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
      throw new IllegalArgumentException("boundary must have 1 to " + MAX_BOUNDARY + " characters");
    }
    PartParser parser = new PartParser(new MessageParser(defaults), isDigest);
    return new MailRows(new MultipartFraming(boundary, OpenRow.cutAt(MAX_MESSAGE_BYTES, parser)));
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
