package dev.rebound.ingest.json;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.RejectedRow;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowFields;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The members of one row that mean something, and the first that is wrong with them. What is null
 * is as good as missing; names that mean nothing are passed over.
 */
final class JsonFields {
  // No more digits than the greatest time has. JSON has a zero that is negative.
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}|-0");

  private final long index;
  private final Map<String, JsonObject.Value> values;
  private RejectedRow fault;

  private JsonFields(long index, Map<String, JsonObject.Value> values) {
    this.index = index;
    this.values = values;
  }

  /**
   * Reads one row.
   *
   * @param length how many of {@code bytes} are the row's
   * @param names of the members that mean something
   * @param meaning what they mean
   */
  static Row read(
      long index, byte[] bytes, int length, Set<String> names, Function<JsonFields, Row> meaning) {
    return readAll(index, bytes, length, names, fields -> List.of(meaning.apply(fields))).get(0);
  }

  /** Reads one row that may come to several things. */
  static List<Row> readAll(
      long index,
      byte[] bytes,
      int length,
      Set<String> names,
      Function<JsonFields, List<Row>> meaning) {
    try {
      return JsonObject.read(bytes, length, names)
          .map(values -> meaning.apply(new JsonFields(index, values)))
          .orElseGet(() -> rejected(index, "must be an object"));
    } catch (CharacterCodingException e) {
      return rejected(index, "not valid UTF-8");
    } catch (StreamConstraintsException e) {
      return rejected(index, "nested deeper than " + JsonObject.MAX_DEPTH + " levels");
    } catch (IOException e) {
      return rejected(index, "not valid JSON");
    }
  }

  private static List<Row> rejected(long index, String message) {
    return List.of(new Row.Rejected(new RejectedRow(index, message)));
  }

  long index() {
    return index;
  }

  boolean has(String field) {
    return values.containsKey(field);
  }

  /** Whether it is this text and no other. */
  boolean is(String field, String text) {
    return meaning(field, Optional::of).filter(text::equals).isPresent();
  }

  /** A string that cannot be done without. */
  <T> T required(String field, Function<String, Optional<T>> reading, String message) {
    JsonObject.Value value = values.get(field);
    if (value == null) {
      return refuse(field, "is required");
    }
    return value.token() == JsonToken.VALUE_STRING
        ? text(field, null, reading, message)
        : refuse(field, "must be a string");
  }

  /** A string or an array of them that cannot be done without; none when it is wrong. */
  List<String> texts(String field) {
    JsonObject.Value value = values.get(field);
    boolean isString = value != null && value.token() == JsonToken.VALUE_STRING;
    List<String> texts =
        isString ? List.of(value.text()) : value == null ? List.of() : value.texts();
    if (texts.isEmpty()) {
      refuse(field, value == null ? "is required" : "must be a string, or an array of them");
    }
    return texts;
  }

  /** The digits of a whole number; empty when it is missing or something else. */
  String digits(String field) {
    JsonObject.Value value = values.get(field);
    return value != null && value.token() == JsonToken.VALUE_NUMBER_INT ? value.text() : "";
  }

  /** An address that cannot be done without. */
  EmailAddress email(String field) {
    return required(field, EmailAddress::parse, RowFields.NO_EMAIL);
  }

  /** A string's characters, a number's digits or any other value's first sign. */
  Optional<String> anyText(String field) {
    return Optional.ofNullable(values.get(field)).map(JsonObject.Value::text);
  }

  /** A text of any kind; empty when it is missing. */
  String reason(String field) {
    return text(field, "", Optional::of, "must be a string");
  }

  /** A code as somebody told it; empty when it is missing. */
  String status(String field) {
    return text(
        field,
        "",
        status ->
            status.length() <= BounceEvent.MAX_STATUS_LENGTH
                ? Optional.of(status)
                : Optional.empty(),
        "must be a string of at most " + BounceEvent.MAX_STATUS_LENGTH + " characters");
  }

  /** A string, or the fallback when it is missing. */
  <T> T text(String field, T fallback, Function<String, Optional<T>> reading, String message) {
    return has(field) ? meaning(field, reading).orElseGet(() -> refuse(field, message)) : fallback;
  }

  /** What a member means, when it is a string that means anything. */
  <T> Optional<T> meaning(String field, Function<String, Optional<T>> reading) {
    JsonObject.Value value = values.get(field);
    return value != null && value.token() == JsonToken.VALUE_STRING
        ? reading.apply(value.text())
        : Optional.empty();
  }

  /** Unix seconds that cannot be done without; 0 when they are missing or wrong. */
  long seconds(String field) {
    return seconds(field, EnumSet.of(JsonToken.VALUE_NUMBER_INT));
  }

  /** The same, also as a string of their digits. */
  long secondsOrDigits(String field) {
    return seconds(field, EnumSet.of(JsonToken.VALUE_NUMBER_INT, JsonToken.VALUE_STRING));
  }

  private long seconds(String field, Set<JsonToken> tokens) {
    JsonObject.Value value = values.get(field);
    if (value == null) {
      refuse(field, "is required");
      return 0;
    }
    if (tokens.contains(value.token()) && SECONDS.matcher(value.text()).matches()) {
      long seconds = Long.parseLong(value.text());
      if (seconds <= BounceEvent.MAX_TIME) {
        return seconds;
      }
    }
    refuse(field, "must be Unix seconds from 0 to " + BounceEvent.MAX_TIME);
    return 0;
  }

  /** Tells what is wrong; of several faults the first is kept. Always null. */
  <T> T refuse(String field, String message) {
    if (fault == null) {
      fault = new RejectedRow(index, field, message);
    }
    return null;
  }

  /** The row, unless something was wrong with it. */
  Row rowUnlessWrong(Supplier<Row> row) {
    return fault == null ? row.get() : new Row.Rejected(fault);
  }
}
