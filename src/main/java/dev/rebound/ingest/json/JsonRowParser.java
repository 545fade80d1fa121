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
        read(index, bytes, length, rows);
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

  private void read(long index, byte[] bytes, int length, Consumer<Row> rows) throws IOException {
    JsonDecoder.decode(bytes, length, dialect.names)
        .ifPresentOrElse(
            values -> read(dialect, index, values, rows),
            () -> rows.accept(Row.rejected(index, "must be an object")));
  }

  private void read(Dialect found, long index, Map<String, Object> values, Consumer<Row> rows) {
    found.reader.read(index, new JsonFields(values), defaults, rows);
  }

  /** Reads a row of any dialect: the next one may be in another. */
  private void readAny(long index, byte[] bytes, int length, Consumer<Row> rows)
      throws IOException {
    Optional<Map<String, String>> members = JsonDecoder.flatten(bytes, length);
    Dialect candidate =
        dialect == Dialect.ANY ? candidate(members.orElse(Map.of())) : Dialect.VENDOR;
    Map<String, Object> values =
        candidate == Dialect.VENDOR
            ? Map.of()
            : JsonDecoder.decode(bytes, length, candidate.names).orElse(Map.of());
    boolean isFound =
        switch (candidate) {
          case SENDGRID_EVENTS -> isSendGridEvent(members.get().keySet(), values);
          case OWN -> isSpeltAsOwn(members.get(), values);
          default -> candidate == Dialect.KUMOMTA;
        };
    if (isFound) {
      read(candidate, index, values, rows);
    } else {
      readList(index, members, rows);
    }
  }

  private void readList(long index, Optional<Map<String, String>> members, Consumer<Row> rows)
      throws IOException {
    if (members.isPresent()) {
      ListRecord.read(index, members.get(), defaults, rows);
    } else {
      rows.accept(Row.rejected(index, "must be an object"));
    }
  }

  /** Returns the dialect whose names a row has; {@link Dialect#VENDOR} for another system's. */
  private static Dialect candidate(Map<String, String> members) {
    // All names of another vendor's event may be ours too.
    if (members.containsKey(EVENT)) {
      return Dialect.SENDGRID_EVENTS;
    }
    if (members.containsKey("recipient") && members.keySet().stream().anyMatch(KUMOMTA::contains)) {
      return Dialect.KUMOMTA;
    }
    boolean isOwn =
        members.containsKey("email")
            && JsonRow.NAMES.containsAll(members.keySet())
            && BounceType.of(members.getOrDefault("type", "bounce")).isPresent()
            && DIGITS.matcher(members.getOrDefault("created", "0")).matches()
            // A word is the state of a subscription, an order and so on.
            && STATUS.matcher(members.getOrDefault("status", "")).matches();
    return isOwn ? Dialect.OWN : Dialect.VENDOR;
  }

  // Our own names are spelt exactly so, and a status is text.
  private static boolean isSpeltAsOwn(Map<String, String> members, Map<String, Object> values) {
    return values.size() == members.size() && !(values.get("status") instanceof Number);
  }

  private static boolean isSendGridEvent(Set<String> names, Map<String, Object> values) {
    boolean hasIds = values.containsKey(EVENT) && names.stream().anyMatch(SENDGRID_IDS::contains);
    return hasIds || SendGridEvent.isLike(values) && names.stream().noneMatch(OTHER_IDS::contains);
  }
}
