package dev.rebound.api.wire;

import dev.rebound.api.wire.Problem.FieldError;
import io.vertx.core.MultiMap;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads the parameters of one request, and collects the errors in them. */
public final class Parameters {
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final int MAX_LONG_DIGITS = 18;

  // The last of a repeated parameter counts (contract, chapter 9, row 4); limit is not LIMIT.
  private final Map<String, String> values = new HashMap<>();
  private final List<FieldError> errors = new ArrayList<>();

  public Parameters(MultiMap parameters) {
    parameters.forEach(parameter -> values.put(parameter.getKey(), parameter.getValue()));
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Reads an integer; one that exceeds a long counts as the largest or smallest long. */
  public long integer(String name, long fallback) {
    String text = values.get(name);
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

  /** Reads a day, {@code YYYY-MM-DD}; empty when absent or no day, which is an error. */
  public Optional<LocalDate> date(String name) {
    String text = values.get(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      // Java's own format also has years of more digits, and with a sign.
      if (DATE.matcher(text).matches()) {
        return Optional.of(LocalDate.parse(text));
      }
    } catch (DateTimeParseException e) {
      // Reported below, as any other text.
    }
    error(name, "must be a date (YYYY-MM-DD)");
    return Optional.empty();
  }

  public void error(String field, String message) {
    errors.add(FieldError.of(field, message));
  }

  /** Returns the value, or all errors. */
  public <T> Result<T> finish(Supplier<T> value) {
    return errors.isEmpty()
        ? new Result.Valid<>(value.get())
        : new Result.Invalid<>(new Problem(400, errors));
  }
}
