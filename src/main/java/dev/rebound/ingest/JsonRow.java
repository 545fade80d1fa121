package dev.rebound.ingest;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.rebound.bounce.BounceEvent;
import dev.rebound.bounce.BounceType;
import dev.rebound.bounce.Classification;
import dev.rebound.bounce.EmailAddress;
import dev.rebound.bounce.RejectedRow;
import dev.rebound.bounce.Verdict;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One object read as an event. Only {@code email} is required; what is null is as good as missing;
 * names that mean nothing here are passed over. Of several faults the first in the order of the
 * fields below is told.
 */
final class JsonRow {
  private static final String EMAIL = "email";
  private static final String CREATED = "created";
  private static final String TYPE = "type";
  private static final String REASON = "reason";
  private static final String STATUS = "status";
  private static final String CLASSIFICATION = "classification";
  private static final Set<String> FIELDS =
      Set.of(EMAIL, CREATED, TYPE, REASON, STATUS, CLASSIFICATION);
  private static final int MAX_TIME_DIGITS = Long.toString(BounceEvent.MAX_TIME).length();

  private final long index;
  private final Map<String, JsonObject.Value> fields;
  private final RowDefaults defaults;
  private RejectedRow fault;

  private JsonRow(long index, Map<String, JsonObject.Value> fields, RowDefaults defaults) {
    this.index = index;
    this.fields = fields;
    this.defaults = defaults;
  }

  /**
   * Reads one row.
   *
   * @param length how many of {@code bytes} are the row's
   * @param defaults for what it does not say
   */
  static Row read(long index, byte[] bytes, int length, RowDefaults defaults) {
    try {
      return JsonObject.read(bytes, length, FIELDS)
          .map(fields -> new JsonRow(index, fields, defaults).toRow())
          .orElseGet(() -> rejected(index, "must be an object"));
    } catch (CharacterCodingException e) {
      return rejected(index, "not valid UTF-8");
    } catch (StreamConstraintsException e) {
      return rejected(index, "nested deeper than " + JsonObject.MAX_DEPTH + " levels");
    } catch (IOException e) {
      return rejected(index, "not valid JSON");
    }
  }

  private static Row rejected(long index, String message) {
    return new Row.Rejected(new RejectedRow(index, null, message));
  }

  private Row toRow() {
    EmailAddress email = email();
    long created = created();
    BounceType type = text(TYPE, BounceType.BOUNCE, JsonRow::type, "must be bounce or blocked");
    String reason = text(REASON, "", Optional::of, "must be a string");
    String status =
        text(
            STATUS,
            "",
            JsonRow::status,
            "must be a string of at most " + BounceEvent.MAX_STATUS_LENGTH + " characters");
    Classification given =
        text(CLASSIFICATION, null, Classification::of, "must be one of SendGrid's seven classes");
    if (fault != null) {
      return new Row.Rejected(fault);
    }
    Verdict verdict =
        given == null ? defaults.classifier().classify(reason, status) : Verdict.given(given);
    return new Row.Event(new BounceEvent(email, created, type, reason, status, verdict));
  }

  private EmailAddress email() {
    JsonObject.Value value = fields.get(EMAIL);
    if (value == null) {
      return refuse(EMAIL, "is required");
    }
    if (value.token() != JsonToken.VALUE_STRING) {
      return refuse(EMAIL, "must be a string");
    }
    String message =
        "must be an email address of at most " + EmailAddress.MAX_LENGTH + " characters";
    return text(EMAIL, null, EmailAddress::parse, message);
  }

  private long created() {
    JsonObject.Value value = fields.get(CREATED);
    if (value == null) {
      return defaults.now().getAsLong();
    }
    // JSON has no leading zeros, so that more digits are a greater number, whatever they are.
    if (value.token() == JsonToken.VALUE_NUMBER_INT && value.text().length() <= MAX_TIME_DIGITS) {
      long seconds = Long.parseLong(value.text());
      if (seconds >= 0 && seconds <= BounceEvent.MAX_TIME) {
        return seconds;
      }
    }
    refuse(CREATED, "must be Unix seconds from 0 to " + BounceEvent.MAX_TIME);
    return 0;
  }

  // A drop tells of somebody else's list; it has no place among what is told to this one.
  private static Optional<BounceType> type(String text) {
    return BounceType.of(text).filter(type -> type != BounceType.DROPPED);
  }

  private static Optional<String> status(String text) {
    return text.length() <= BounceEvent.MAX_STATUS_LENGTH ? Optional.of(text) : Optional.empty();
  }

  private <T> T text(
      String field, T fallback, Function<String, Optional<T>> reading, String message) {
    JsonObject.Value value = fields.get(field);
    if (value == null) {
      return fallback;
    }
    Optional<T> read =
        value.token() == JsonToken.VALUE_STRING ? reading.apply(value.text()) : Optional.empty();
    return read.orElseGet(() -> refuse(field, message));
  }

  private <T> T refuse(String field, String message) {
    if (fault == null) {
      fault = new RejectedRow(index, field, message);
    }
    return null;
  }
}
