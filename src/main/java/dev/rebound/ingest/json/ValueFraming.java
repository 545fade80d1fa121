package dev.rebound.ingest.json;

import dev.rebound.ingest.FramedRows.Framing;
import dev.rebound.ingest.LineFraming;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowBuffer;
import dev.rebound.ingest.UnreadableInputException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Ends a row after each element of an array, or after a single object. If the object ends on its
 * first line and more lines follow, the input is NDJSON.
 */
final class ValueFraming implements Framing {
  private enum Place {
    /** Before the array of an envelope. */
    SEARCH,
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
    END
  }

  private final RowBuffer row;
  private final LineFraming lines;
  private final ValueScan value = new ValueScan();
  private final Optional<byte[]> envelope;
  private Place place;
  private int matched;
  private boolean isArray;
  private boolean hasLineBreak;

  ValueFraming(RowBuffer row) {
    this(row, Optional.empty());
  }

  /**
   * @param envelope the member of a single object whose array holds the rows; empty when the input
   *     is the array
   */
  ValueFraming(RowBuffer row, Optional<String> envelope) {
    this.row = row;
    this.lines = new LineFraming(row);
    this.envelope = envelope.map(name -> ('"' + name + '"').getBytes(StandardCharsets.UTF_8));
    this.place = envelope.isPresent() ? Place.SEARCH : Place.START;
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
      } else if (place == Place.SEARCH) {
        at = search(chunk, at, to);
      } else if (place == Place.END && envelope.isPresent()) {
        at = to;
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
      case SEARCH, START -> throw unreadable("Request body is not valid json");
      case AFTER_OBJECT, AFTER_LINE, END -> {}
      case LINES -> lines.finish(rows);
      default ->
          throw unreadable(isArray ? "The array is not closed" : "The JSON object is not closed");
    }
  }

  /** Returns the place of the array's bracket behind the envelope's member, or {@code to}. */
  private int search(byte[] chunk, int from, int to) {
    byte[] name = envelope.orElseThrow();
    for (int at = from; at < to; at++) {
      byte b = chunk[at];
      if (matched == name.length && b == '[') {
        place = Place.START;
        return at;
      }
      boolean isBehindName = matched == name.length && (b == ':' || Framing.isBlank(b));
      if (!isBehindName) {
        matched = matched < name.length && b == name[matched] ? matched + 1 : b == name[0] ? 1 : 0;
      }
    }
    return to;
  }

  private int readValue(byte[] chunk, int from, int to, Consumer<Row> rows) {
    int end = value.scan(chunk, from, to);
    row.append(chunk, from, end);
    for (int at = from; at < end && !isArray && !hasLineBreak; at++) {
      hasLineBreak = chunk[at] == '\n';
    }
    if (value.isOver()) {
      row.end(rows);
      place = isArray ? Place.AFTER_ELEMENT : Place.AFTER_OBJECT;
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
      case FIRST_ELEMENT -> b == ']' ? moveTo(Place.END) : beginElement(b);
      case NEXT_ELEMENT -> beginElement(b);
      case AFTER_ELEMENT -> afterElement(b);
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
      case ']' -> moveTo(Place.END);
      default -> throw unreadable("There is no comma between two elements of the array");
    };
  }

  private int beginValue(byte first) {
    value.begin(first);
    place = Place.VALUE;
    return 0;
  }

  private int moveTo(Place next) {
    place = next;
    return 1;
  }

  private UnreadableInputException unreadable(String message) {
    return new UnreadableInputException(message, row.index());
  }
}
