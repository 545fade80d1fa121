package dev.rebound.ingest.mail;

import dev.rebound.ingest.OpenRow;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.UnreadableInputException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Parts between the delimiter lines of a boundary (RFC 2046, 5.1.1). A body that ends without its
 * closing delimiter ends its last part.
 */
final class MultipartFraming implements MailFraming {
  private enum Place {
    PREAMBLE,
    PART,
    EPILOGUE
  }

  private final byte[] delimiter;
  private final byte[] close;
  private final OpenRow part;
  private Place place = Place.PREAMBLE;
  private boolean isDelimiter;

  /**
   * @param boundary of ASCII, at most {@value MailRows#MAX_BOUNDARY} characters
   */
  MultipartFraming(String boundary, OpenRow part) {
    this.delimiter = ("--" + boundary).getBytes(StandardCharsets.US_ASCII);
    this.close = ("--" + boundary + "--").getBytes(StandardCharsets.US_ASCII);
    this.part = part;
  }

  @Override
  public void line(byte[] bytes, int length, Consumer<Row> rows) {
    boolean isClose = isDelimiter(bytes, length, close);
    isDelimiter = isClose || isDelimiter(bytes, length, delimiter);
    if (place == Place.EPILOGUE) {
      return;
    }
    if (isDelimiter) {
      endPart(rows);
      place = isClose ? Place.EPILOGUE : Place.PART;
    } else if (place == Place.PART) {
      part.append(bytes, 0, length);
    }
  }

  @Override
  public void more(byte[] bytes, int length) {
    if (place == Place.PART && !isDelimiter) {
      part.append(bytes, 0, length);
    }
  }

  @Override
  public void finish(Consumer<Row> rows) throws UnreadableInputException {
    if (place == Place.PREAMBLE) {
      throw new UnreadableInputException("The body holds no part of its boundary", 0);
    }
    endPart(rows);
  }

  private void endPart(Consumer<Row> rows) {
    if (place == Place.PART) {
      part.end(rows);
    }
  }

  /** The delimiter and nothing after it but blanks: one boundary may be the start of another. */
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
