package dev.rebound.ingest;

import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EmailAddress;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the fields of one JSON object. A field that is null counts as absent. Every method throws
 * {@link FieldException} for a required field that is absent and for a value of the wrong kind.
 */
public final class JsonFields {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,12}");

  private final String path;
  private final Map<?, ?> values;
  private final Set<String> known = new LinkedHashSet<>();

  /** A range of whole numbers; both ends belong to it. */
  public record Range(int least, int most) {}

  /** Reads the outermost object of a document. */
  public JsonFields(Map<String, ?> values) {
    this("", values);
  }

  /**
   * Reads an object within a document.
   *
   * @param path the object's place, for messages: {@code rules[0].fault}
   */
  public JsonFields(String path, Object value) {
    if (!(value instanceof Map<?, ?> object)) {
      throw new FieldException(path, "must be an object");
    }
    this.path = path;
    this.values = object;
  }

  public boolean has(String name) {
    return value(name).isPresent();
  }

  /** Returns a String, Number, Boolean, List or Map. */
  public Optional<Object> value(String name) {
    known.add(name);
    return Optional.ofNullable(values.get(name));
  }

  /** Returns the name of the only field of these that is present; exactly one must be. */
  public String oneOf(String... names) {
    List<String> present = List.of(names).stream().filter(this::has).toList();
    if (present.size() != 1) {
      String owner = path.isEmpty() ? "the body" : path;
      throw new FieldException(owner, "needs one of " + String.join(", ", names));
    }
    return present.get(0);
  }

  /** Throws if the object has a field that no method was called for: it may be misspelt. */
  public void requireKnown() {
    values.forEach(
        (name, value) -> {
          if (value != null && !known.contains(name)) {
            throw fault((String) name, "is unknown; the fields are " + String.join(", ", known));
          }
        });
  }

  /** Returns an object, which is required. */
  public JsonFields object(String name) {
    return new JsonFields(place(name), required(name));
  }

  /** Returns an array, which is required. */
  public List<?> array(String name) {
    if (required(name) instanceof List<?> array) {
      return array;
    }
    throw fault(name, "must be an array");
  }

  public Optional<String> text(String name) {
    return text(name, Optional::of, "must be a string");
  }

  /**
   * Returns what {@code parser} makes of a string.
   *
   * @param problem the message for another value, and for a string that the parser does not accept
   */
  public <T> Optional<T> text(String name, Function<String, Optional<T>> parser, String problem) {
    return value(name)
        .map(value -> string(value).flatMap(parser).orElseThrow(() -> fault(name, problem)));
  }

  /** Returns a string of 1 to {@code max} characters. */
  public Optional<String> boundedText(String name, int max) {
    return text(
        name,
        text -> Optional.of(text).filter(some -> !some.isEmpty() && some.length() <= max),
        "must have 1 to " + max + " characters");
  }

  public String requiredText(String name) {
    return text(name).orElseThrow(() -> fault(name, "is required"));
  }

  /** Returns the string; empty when the field is absent or another value. */
  public Optional<String> textIfAny(String name) {
    return value(name).flatMap(JsonFields::string);
  }

  /** Returns a string or the strings of an array, which are required: at least one. */
  public List<String> texts(String name) {
    Object value = required(name);
    List<?> texts = value instanceof List<?> array ? array : List.of(value);
    if (texts.isEmpty() || !texts.stream().allMatch(String.class::isInstance)) {
      throw fault(name, "must be a string or an array of strings");
    }
    return texts.stream().map(String.class::cast).toList();
  }

  /** Returns an address, which is required. */
  public EmailAddress email(String name) {
    return AddressText.parse(requiredText(name))
        .orElseThrow(() -> fault(name, TextFields.NO_EMAIL));
  }

  /** Returns an enhanced status code or a reply code; empty when absent. */
  public String status(String name) {
    int max = BounceEvent.MAX_STATUS_LENGTH;
    return text(
            name,
            text -> Optional.of(text).filter(status -> status.length() <= max),
            "must be a string of at most " + max + " characters")
        .orElse("");
  }

  /**
   * Returns a date or time.
   *
   * @param parser throws {@link DateTimeException} for other strings
   * @param form what the parser accepts, for messages: {@code a day such as 2026-01-01}
   */
  public <T> Optional<T> time(String name, Function<String, T> parser, String form) {
    return text(name, text -> parse(text, parser), "must be " + form);
  }

  private static <T> Optional<T> parse(String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns Unix seconds, which are required. */
  public long seconds(String name) {
    return seconds(name, required(name));
  }

  /** Returns Unix seconds, a number or a string of its digits, which are required. */
  public long secondsOrDigits(String name) {
    Object value = required(name);
    boolean isDigits = value instanceof String text && DIGITS.matcher(text).matches();
    return seconds(name, isDigits ? Long.valueOf((String) value) : value);
  }

  private long seconds(String name, Object value) {
    if (value instanceof Integer || value instanceof Long) {
      long seconds = ((Number) value).longValue();
      if (seconds >= 0 && seconds <= BounceEvent.MAX_TIME) {
        return seconds;
      }
    }
    throw fault(name, "must be Unix seconds from 0 to " + BounceEvent.MAX_TIME);
  }

  /** Returns a whole number, which is required and may be written as {@code 1e6}. */
  public long number(String name, long min, long max) {
    return whole(name, required(name), min, max);
  }

  /** Returns a whole number, which may be written as {@code 1e6}. */
  public long number(String name, long min, long max, long fallback) {
    return has(name) ? number(name, min, max) : fallback;
  }

  /** Returns a number from 0. */
  public double fraction(String name, int max, double fallback) {
    Object value = value(name).orElse(fallback);
    double number = value instanceof Number found ? found.doubleValue() : Double.NaN;
    if (number >= 0 && number <= max) {
      return number;
    }
    throw fault(name, "must be a number from 0 to " + max);
  }

  /** Returns a range from 0, given as one number or as an array of two; 0 to 0 when absent. */
  public Range range(String name, int max) {
    Object value = value(name).orElse(0);
    List<?> ends = value instanceof List<?> array ? array : List.of(value, value);
    if (ends.size() != 2) {
      throw fault(name, "must be a whole number or an array of two");
    }
    int min = (int) whole(name, ends.get(0), 0, max);
    return new Range(min, (int) whole(name, ends.get(1), min, max));
  }

  /** Returns true or false; false when absent. */
  public boolean flag(String name) {
    if (value(name).orElse(false) instanceof Boolean flag) {
      return flag;
    }
    throw fault(name, "must be true or false");
  }

  public FieldException fault(String name, String problem) {
    return new FieldException(place(name), problem);
  }

  private Object required(String name) {
    return value(name).orElseThrow(() -> fault(name, "is required"));
  }

  private long whole(String name, Object value, long min, long max) {
    return whole(value)
        .filter(number -> number >= min && number <= max)
        .orElseThrow(() -> fault(name, "must be a whole number from " + min + " to " + max));
  }

  private static Optional<Long> whole(Object value) {
    try {
      return value instanceof Number
          ? Optional.of(new BigDecimal(value.toString()).longValueExact())
          : Optional.empty();
    } catch (ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> string(Object value) {
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private String place(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
