package dev.rebound.ingest.json;

import dev.rebound.ingest.FramedRows.Framing;
import dev.rebound.ingest.LineFraming;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowBuffer;
import dev.rebound.ingest.UnreadableInputException;
import java.util.function.Consumer;

/**
 * Ends a row after each element of an array, or after a single object. If the object ends on its
 * first line and more lines follow, the input is NDJSON. Objects of other vendors may follow each
 * other.
 */
final class ValueFraming implements Framing {
  private enum Place {
    START,
    VALUE,
    /** After the array's opening bracket. */
    FIRST_ELEMENT,
    /** After a comma. */
    NEXT_ELEMENT,
    AFTER_ELEMENT,
    AFTER_OBJECT,
    /** After the line break behind an object of one line. */
    AFTER_LINE,
    LINES,
    /** Behind the array of an envelope. */
    AFTER_LIST,
    /** Behind an envelope. */
    AFTER_PAGE,
    END
  }

  private final RowBuffer row;
  private final LineFraming lines;
  private final ValueScan value = new ValueScan();
  private final boolean hasEnvelopes;
  private EnvelopeScan envelope = new EnvelopeScan();
  private Place place = Place.START;
  private boolean isArray;
  private boolean hasLineBreak;

  /**
   * @param hasEnvelopes whether an object may be the envelope of an array of rows
   */
  ValueFraming(RowBuffer row, boolean hasEnvelopes) {
    this.row = row;
    this.lines = new LineFraming(row);
    this.hasEnvelopes = hasEnvelopes;
  }

  @Override
  public void feed(byte[] chunk, int from, int to, Consumer<Row> rows)
      throws UnreadableInputException {
    int at = from;
    while (at < to) {
      if (place == Place.VALUE) {
        at = readValue(chunk, at, to, rows);
      } else if (place == Place.LINES) {
        lines.feed(chunk, at, to, rows);
        at = to;
      } else if (place == Place.AFTER_LIST) {
        at = skipEnvelope(chunk, at, to);
      } else if (Framing.isBlank(chunk[at])) {
        passBlank(chunk[at]);
        at++;
      } else {
        at += step(chunk[at]);
      }
    }
  }

  @Override
  public void finish(Consumer<Row> rows) throws UnreadableInputException {
    switch (place) {
      case START -> throw unreadable("Request body is not valid json");
      case AFTER_OBJECT, AFTER_LINE, AFTER_LIST, AFTER_PAGE, END -> {}
      case LINES -> lines.finish(rows);
      default ->
          throw unreadable(isArray ? "The array is not closed" : "The JSON object is not closed");
    }
  }

  private int readValue(byte[] chunk, int from, int to, Consumer<Row> rows) {
    int end = value.scan(chunk, from, to);
    if (hasEnvelopes && !isArray) {
      int first = envelope.scan(chunk, from, end);
      if (envelope.isFound()) {
        return beginList(first);
      }
    }
    row.append(chunk, from, end);
    for (int at = from; at < end && !isArray && !hasLineBreak; at++) {
      hasLineBreak = chunk[at] == '\n';
    }
    if (value.isOver()) {
      endValue(rows);
      place = isArray ? Place.AFTER_ELEMENT : Place.AFTER_OBJECT;
    }
    return end;
  }

  private void endValue(Consumer<Row> rows) {
    if (hasEnvelopes && !isArray && envelope.isEmptyList()) {
      row.take();
    } else {
      row.end(rows);
    }
  }

  private int beginList(int first) {
    row.take();
    isArray = true;
    place = Place.FIRST_ELEMENT;
    return first;
  }

  /** Passes the members behind the rows. Another page of the list may follow. */
  private int skipEnvelope(byte[] chunk, int from, int to) {
    int end = envelope.skip(chunk, from, to);
    if (envelope.isOver()) {
      isArray = false;
      hasLineBreak = false;
      envelope = new EnvelopeScan();
      place = Place.AFTER_PAGE;
    }
    return end;
  }

  private void passBlank(byte b) {
    if (b == '\n' && place == Place.AFTER_OBJECT && !hasLineBreak) {
      place = Place.AFTER_LINE;
    }
  }

  /** Reads a byte between two values; returns 0 when the byte starts a value or a line, else 1. */
  private int step(byte b) throws UnreadableInputException {
    return switch (place) {
      case START -> start(b);
      case AFTER_PAGE -> start(b);
      case FIRST_ELEMENT -> b == ']' ? endArray() : beginElement(b);
      case NEXT_ELEMENT -> beginElement(b);
      case AFTER_ELEMENT -> afterElement(b);
      case AFTER_OBJECT -> afterObject(b);
      case AFTER_LINE -> {
        place = Place.LINES;
        yield 0;
      }
      default -> throw unreadable("There is text after the end of the JSON");
    };
  }

  private int start(byte b) throws UnreadableInputException {
    if (b == '{') {
      return beginValue(b);
    }
    if (b == '[') {
      isArray = true;
      return moveTo(Place.FIRST_ELEMENT);
    }
    throw unreadable("The input is neither a JSON object nor an array of them");
  }

  private int beginElement(byte b) throws UnreadableInputException {
    if (b == ',' || b == ']') {
      throw unreadable("There is a comma too many in the array");
    }
    return beginValue(b);
  }

  private int afterElement(byte b) throws UnreadableInputException {
    return switch (b) {
      case ',' -> moveTo(Place.NEXT_ELEMENT);
      case ']' -> endArray();
      default -> throw unreadable("There is no comma between two elements of the array");
    };
  }

  // Streams of events are stored without anything between the objects.
  private int afterObject(byte b) throws UnreadableInputException {
    if (!hasEnvelopes || b != '{') {
      throw unreadable("There is text after the end of the JSON");
    }
    hasLineBreak = true;
    envelope = new EnvelopeScan();
    return beginValue(b);
  }

  private int beginValue(byte first) {
    value.begin(first);
    place = Place.VALUE;
    return 0;
  }

  private int endArray() {
    if (!envelope.isFound()) {
      return moveTo(Place.END);
    }
    envelope.endArray();
    return moveTo(Place.AFTER_LIST);
  }

  private int moveTo(Place next) {
    place = next;
    return 1;
  }

  private UnreadableInputException unreadable(String message) {
    return new UnreadableInputException(message, row.index());
  }
}
