package dev.rebound.ingest.json;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.rebound.domain.BounceType;
import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.JsonFields;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowBuffer;
import dev.rebound.ingest.RowBuffer.RowParser;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.UnreadableInputException;
import dev.rebound.ingest.json.JsonRows.Dialect;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Parses rows, each a JSON object. Detects the dialect of each row if none is given. */
final class JsonRowParser implements RowParser {
  // Members that only SendGrid's events, or only KumoMTA's records have.
  private static final Set<String> SENDGRID_IDS = Set.of("sgeventid", "sgmessageid", "smtpid");
  private static final String EVENT = "event";
  // Other vendors' events may have a timestamp too; they have these members besides.
  private static final Set<String> OTHER_IDS =
      Set.of("eventid", "messageid", "bouncecategory", "responsecode", "recipient");
  private static final Set<String> KUMOMTA =
      Set.of("bounceclassification", "response.code", "egresspool", "peeraddress.addr", "queue");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern STATUS = Pattern.compile("|.*[0-9].*", Pattern.DOTALL);

  private final RowDefaults defaults;
  private final Dialect dialect;

  JsonRowParser(Dialect dialect, RowDefaults defaults) {
    this.dialect = dialect;
    this.defaults = defaults;
  }

  /** Returns the parser of lines that each hold an object, or the array or envelope of objects. */
  RowParser ofLines() {
    return (index, bytes, length, rows) -> {
      if (isEnvelope(bytes, length)) {
        parseAll(index, bytes, length, rows);
      } else {
        parse(index, bytes, length, rows);
      }
    };
  }

  /** Returns whether a line has an array of objects in it, and no address before that array. */
  private boolean isEnvelope(byte[] line, int length) {
    if (line[0] == '[') {
      return true;
    }
    if (line[0] != '{' || dialect != Dialect.ANY && dialect != Dialect.VENDOR) {
      return false;
    }
    EnvelopeScan scan = new EnvelopeScan();
    scan.scan(line, 0, length);
    return scan.isFound() || scan.isEmptyList();
  }

  /** Parses the objects in the array or envelope on a line, which have the line's index. */
  private void parseAll(long index, byte[] line, int length, Consumer<Row> rows) {
    RowParser elements = (number, bytes, count, found) -> parse(index, bytes, count, found);
    ValueFraming framing = new ValueFraming(new RowBuffer(elements), true);
    try {
      framing.feed(line, 0, length, rows);
      framing.finish(rows);
    } catch (UnreadableInputException e) {
      rows.accept(Row.rejected(index, "not valid JSON"));
    }
  }

  @Override
  public void parse(long index, byte[] bytes, int length, Consumer<Row> rows) {
    try {
      if (dialect == Dialect.ANY || dialect == Dialect.VENDOR) {
        readAny(index, bytes, length, rows);
      } else {
        read(dialect, index, bytes, length, rows);
      }
    } catch (FieldException e) {
      rows.accept(e.rejected(index));
    } catch (CharacterCodingException e) {
      rows.accept(Row.rejected(index, "not valid UTF-8"));
    } catch (StreamConstraintsException e) {
      String message = "nested deeper than " + JsonDecoder.MAX_DEPTH + " levels";
      rows.accept(Row.rejected(index, message));
    } catch (IOException e) {
      boolean isTwice = String.valueOf(e.getMessage()).startsWith("Duplicate field");
      rows.accept(Row.rejected(index, isTwice ? "has a name twice" : "not valid JSON"));
    }
  }

  private void readAny(long index, byte[] bytes, int length, Consumer<Row> rows)
      throws IOException {
    Optional<Map<String, String>> members = JsonDecoder.flatten(bytes, length);
    Dialect found =
        dialect == Dialect.ANY ? detect(members.orElse(Map.of()), bytes, length) : dialect;
    if (found == Dialect.ANY || found == Dialect.VENDOR) {
      readList(index, members, rows);
    } else {
      read(found, index, bytes, length, rows);
    }
  }

  private void read(Dialect found, long index, byte[] bytes, int length, Consumer<Row> rows)
      throws IOException {
    JsonDecoder.decode(bytes, length, found.names)
        .ifPresentOrElse(
            values -> found.reader.read(index, new JsonFields(values), defaults, rows),
            () -> rows.accept(Row.rejected(index, "must be an object")));
  }

  private void readList(long index, Optional<Map<String, String>> members, Consumer<Row> rows)
      throws IOException {
    if (members.isPresent()) {
      ListRecord.read(index, members.get(), defaults, rows);
    } else {
      rows.accept(Row.rejected(index, "must be an object"));
    }
  }

  /**
   * Returns the dialect of a row; {@link Dialect#ANY} for another system's. The next row may be in
   * another one: a file may have the events of several vendors.
   */
  private static Dialect detect(Map<String, String> members, byte[] bytes, int length)
      throws IOException {
    if (isSendGridEvent(members, bytes, length)) {
      return Dialect.SENDGRID_EVENTS;
    }
    if (members.containsKey("recipient") && members.keySet().stream().anyMatch(KUMOMTA::contains)) {
      return Dialect.KUMOMTA;
    }
    boolean isOwn =
        members.containsKey("email")
            // Other vendors' events may have no other names.
            && !members.containsKey(EVENT)
            && JsonRow.NAMES.containsAll(members.keySet())
            && BounceType.of(members.getOrDefault("type", "bounce")).isPresent()
            && DIGITS.matcher(members.getOrDefault("created", "0")).matches()
            // A word is the state of a subscription, an order and so on.
            && STATUS.matcher(members.getOrDefault("status", "")).matches()
            && isSpeltAsOwn(members, JsonDecoder.decode(bytes, length, JsonRow.NAMES));
    return isOwn ? Dialect.OWN : Dialect.ANY;
  }

  // Our own names are spelt exactly so, and a status is text.
  private static boolean isSpeltAsOwn(
      Map<String, String> members, Optional<Map<String, Object>> own) {
    return own.map(Map::size).orElse(0) == members.size()
        && !(own.orElse(Map.of()).get("status") instanceof Number);
  }

  private static boolean isSendGridEvent(Map<String, String> members, byte[] bytes, int length)
      throws IOException {
    Set<String> names = members.keySet();
    if (!names.contains(EVENT)) {
      return false;
    }
    Map<String, Object> values =
        JsonDecoder.decode(bytes, length, SendGridEvent.NAMES).orElse(Map.of());
    boolean hasIds = values.containsKey(EVENT) && names.stream().anyMatch(SENDGRID_IDS::contains);
    boolean isLike = SendGridEvent.isLike(values) && names.stream().noneMatch(OTHER_IDS::contains);
    return hasIds || isLike;
  }
}
