package dev.rebound.ingest.mail;

import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowBuffer;
import dev.rebound.ingest.UnreadableInputException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Ends a part at each delimiter line of a boundary (RFC 2046, 5.1.1). The end of the input ends the
 * last part if the closing delimiter is missing.
 */
final class MultipartFraming implements MailFraming {
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
  MultipartFraming(String boundary, RowBuffer part, BooleanSupplier hasMessage) {
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
      return MailFraming.SKIP;
    }
    return place == Place.PART ? 0 : MailFraming.SKIP;
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
