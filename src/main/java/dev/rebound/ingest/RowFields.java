package dev.rebound.ingest;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.RejectedRow;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads the fields of one row from their text, and remembers the first that is wrong. */
public final class RowFields {
  public static final String NO_EMAIL =
      "must be an email address of at most " + EmailAddress.MAX_LENGTH + " characters";
  public static final String NO_TIME =
      "must be a time: Unix seconds or milliseconds, ISO 8601, or as mail headers write it";
  public static final String NO_STATUS =
      "must have at most " + BounceEvent.MAX_STATUS_LENGTH + " characters";

  public static final String NO_CLASS = "must be one of SendGrid's seven classes";

  private final long index;
  private final RowDefaults defaults;
  private RejectedRow fault;

  public RowFields(long index, RowDefaults defaults) {
    this.index = index;
    this.defaults = defaults;
  }

  public EmailAddress email(String field, String text) {
    if (text.isBlank()) {
      return refuse(field, "is required");
    }
    return read(field, text, EmailAddress::parse, NO_EMAIL);
  }

  /** Unix seconds; those of now when there is no text. */
  public long time(String field, String text) {
    if (text.isBlank()) {
      return defaults.now().getAsLong();
    }
    OptionalLong seconds = TimeText.seconds(text.strip());
    if (seconds.isEmpty()) {
      refuse(field, NO_TIME);
    }
    return seconds.orElse(0);
  }

  public String status(String field, String text) {
    String status = text.strip();
    return status.length() <= BounceEvent.MAX_STATUS_LENGTH ? status : refuse(field, NO_STATUS);
  }

  /** What {@code reading} makes of the text; a row of which it makes nothing is refused. */
  public <T> T read(
      String field, String text, Function<String, Optional<T>> reading, String message) {
    return reading.apply(text).orElseGet(() -> refuse(field, message));
  }

  /** Tells what is wrong; of several faults the first is kept. Always null. */
  public <T> T refuse(String field, String message) {
    if (fault == null) {
      fault = new RejectedRow(index, field, message);
    }
    return null;
  }

  /** The row, unless something was wrong with it. */
  public Row rowUnlessWrong(Supplier<Row> row) {
    return fault == null ? row.get() : new Row.Rejected(fault);
  }
}
