package dev.rebound.api.wire;

import io.vertx.core.MultiMap;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads the parameters of one request, and gathers all that is wrong with them. */
public final class Parameters {
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final int MAX_LONG_DIGITS = 18;

  private final MultiMap values;
  private final List<FieldError> errors = new ArrayList<>();

  public Parameters(MultiMap values) {
    this.values = values;
  }

  /** Null when absent; of a repeated parameter the last wins (contract, chapter 9, row 4). */
  public String text(String name) {
    String last = null;
    for (Map.Entry<String, String> parameter : values) {
      // Not by the map, which takes LIMIT for limit.
      last = parameter.getKey().equals(name) ? parameter.getValue() : last;
    }
    return last;
  }

  /** A number too large for a long counts as the largest; what is no number is an error. */
  public long integer(String name, long fallback) {
    String text = text(name);
    if (text == null) {
      return fallback;
    }
    if (!INTEGER.matcher(text).matches()) {
      error(name, "must be a numeric value");
      return fallback;
    }
    boolean isNegative = text.startsWith("-");
    if (text.length() > MAX_LONG_DIGITS) {
      return isNegative ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return Long.parseLong(text);
  }

  /** A day, written {@code YYYY-MM-DD}; empty when absent, and what is no day is an error. */
  public Optional<LocalDate> date(String name) {
    String text = text(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      // Java's own form also knows years of more digits, and with a sign.
      if (DATE.matcher(text).matches()) {
        return Optional.of(LocalDate.parse(text));
      }
    } catch (DateTimeParseException e) {
      // Said below, as for what is not even written like one.
    }
    error(name, "must be a date (YYYY-MM-DD)");
    return Optional.empty();
  }

  public void error(String field, String message) {
    errors.add(new FieldError(field, message));
  }

  public <T> Result<T> finish(Supplier<T> value) {
    return errors.isEmpty()
        ? new Result.Valid<>(value.get())
        : new Result.Invalid<>(new Problem(400, errors));
  }
}
