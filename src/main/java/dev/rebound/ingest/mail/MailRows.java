package dev.rebound.ingest.mail;

import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowBuffer;
import dev.rebound.ingest.RowBuffer.RowParser;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.UnreadableInputException;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads bounce mails. A message has a row for each recipient that it reports, or one row that says
 * what else it is. A row's index is the message's place in the input. The first {@value
 * #MAX_MESSAGE_BYTES} bytes of a message are read: a report comes before the mail that it returns.
 * All line ends (LF, CR, CRLF, and the CR CR LF of broken copies) become LF.
 *
 * <p>The time of an event is that of the last delivery attempt, or else of the message ({@link
 * Mail#time}). If neither has one it is the current time, and the same message makes another event
 * when it is read again.
 */
public final class MailRows implements RowReader {
  /** The bytes of a message that are read; each line break counts as one. */
  public static final int MAX_MESSAGE_BYTES = 1 << 20;

  /** The recipients that one message may report; one more row rejects all others. */
  public static final int MAX_RECIPIENTS = 10_000;

  /** The longest boundary of a multipart body, in characters (RFC 2046, 5.1.1 allows 70). */
  public static final int MAX_BOUNDARY = 200;

  /** Longer than any line that a framing recognizes: a delimiter or a From line. */
  static final int HELD = 1024;

  private final RowBuffer message;
  private final MailFraming framing;
  // The current line, at most HELD bytes of it.
  private final byte[] held = new byte[HELD];
  private int heldLength;
  private boolean isWithinLine;
  private boolean isSkipped;
  // CRs whose meaning depends on the next byte.
  private long returns;

  private MailRows(Function<RowBuffer, MailFraming> framing, RowParser parser) {
    this.message = RowBuffer.truncating(MAX_MESSAGE_BYTES, parser);
    this.framing = framing.apply(message);
  }

  /** Returns a reader of one message. */
  public static MailRows message(RowDefaults defaults) {
    return new MailRows(MailFraming.OneMessage::new, parser(defaults));
  }

  /** Returns a reader of a mailbox of any length, in the format {@code mboxo} or {@code mboxrd}. */
  public static MailRows mbox(RowDefaults defaults) {
    return new MailRows(MboxFraming::new, parser(defaults));
  }

  /**
   * Returns a reader of a multipart body. Its messages are the parts of type {@code
   * message/rfc822}, the files of a form and its fields with a raw mail; other parts are ignored. A
   * body without a message is unreadable.
   *
   * @param boundary ASCII, 1 to {@value #MAX_BOUNDARY} characters
   * @param isDigest whether a part without a type is a message (RFC 2046, 5.1.5)
   */
  public static MailRows multipart(String boundary, boolean isDigest, RowDefaults defaults) {
    if (boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
      throw new IllegalArgumentException("boundary must have 1 to " + MAX_BOUNDARY + " characters");
    }
    PartParser parts = new PartParser(parser(defaults), isDigest);
    return new MailRows(part -> new MultipartFraming(boundary, part, parts::hasMessage), parts);
  }

  private static RowParser parser(RowDefaults defaults) {
    return (index, bytes, length, rows) ->
        MessageRows.read(index, MimeReader.mail(bytes, length), defaults, rows);
  }

  @Override
  public void feed(byte[] chunk, int offset, int length, Consumer<Row> rows) {
    Objects.checkFromIndexSize(offset, length, chunk.length);
    for (int at = offset; at < offset + length; at++) {
      byte b = chunk[at];
      if (b == '\r') {
        returns++;
      } else {
        if (b == '\n') {
          returns = 0;
        } else {
          putReturns(rows);
        }
        put(b, rows);
      }
    }
  }

  @Override
  public void finish(Consumer<Row> rows) throws UnreadableInputException {
    putReturns(rows);
    if (heldLength > 0) {
      flush(rows);
    }
    framing.finish(rows);
  }

  private void putReturns(Consumer<Row> rows) {
    for (; returns > 0; returns--) {
      put((byte) '\n', rows);
    }
  }

  private void put(byte b, Consumer<Row> rows) {
    held[heldLength++] = b;
    if (b == '\n' || heldLength == HELD) {
      flush(rows);
      isWithinLine = b != '\n';
    }
  }

  private void flush(Consumer<Row> rows) {
    int from = 0;
    if (!isWithinLine) {
      from = framing.line(held, heldLength, rows);
      isSkipped = from == MailFraming.SKIP;
    }
    if (!isSkipped) {
      message.append(held, from, heldLength);
    }
    heldLength = 0;
  }

  /** Parses the parts of a multipart body that are messages, and ignores the others. */
  private static final class PartParser implements RowParser {
    // The form fields in which SendGrid's Inbound Parse and Mailgun's routes post a raw mail.
    private static final Pattern RAW_MAIL =
        Pattern.compile("; *name=(?:\"(?:email|body-mime)\"|(?:email|body-mime)(?:;|$))");

    private final RowParser messages;
    private final boolean isDigest;
    private long messageIndex;

    PartParser(RowParser messages, boolean isDigest) {
      this.messages = messages;
      this.isDigest = isDigest;
    }

    @Override
    public void parse(long index, byte[] bytes, int length, Consumer<Row> rows) {
      MimeReader.Content part = MimeReader.content(bytes, length);
      if (isMessage(part.fields())) {
        messages.parse(messageIndex++, part.body(), part.body().length, rows);
      }
    }

    private boolean isMessage(HeaderFields fields) {
      String type = fields.first("content-type").toLowerCase(Locale.ROOT);
      String disposition = fields.first("content-disposition");
      return type.startsWith("message/rfc822")
          || type.startsWith("message/global")
          || (type.isEmpty() && isDigest)
          || disposition.contains("filename")
          || RAW_MAIL.matcher(disposition).find();
    }

    boolean hasMessage() {
      return messageIndex > 0;
    }
  }
}
