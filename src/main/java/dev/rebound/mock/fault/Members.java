package dev.rebound.mock.fault;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A JSON object that is read member by member, and may hold no others. What is null is absent. All
 * of it throws {@link IllegalArgumentException} with a message that names the member.
 */
final class Members {
  private final JsonObject json;
  private final String place;
  private final Set<String> unread;

  /**
   * @param place for messages, such as {@code rules[0].fault}
   */
  Members(Object value, String place) {
    if (!(value instanceof JsonObject object)) {
      throw new IllegalArgumentException(place + " must be an object");
    }
    this.json = object;
    this.place = place;
    this.unread = new TreeSet<>(object.fieldNames());
    unread.removeIf(name -> !has(name));
  }

  boolean has(String name) {
    return json.getValue(name) != null;
  }

  /** Which one of these is there. */
  String oneOf(List<String> names) {
    List<String> found = names.stream().filter(this::has).toList();
    if (found.isEmpty()) {
      // A name that is mistyped says more than those that would do.
      finish();
    }
    if (found.size() != 1) {
      throw new IllegalArgumentException(place + " needs one of " + String.join(", ", names));
    }
    return found.get(0);
  }

  /** An object within this one. */
  Members object(String name) {
    return new Members(read(name), place(name));
  }

  /** Null when absent. */
  String text(String name) {
    Object value = read(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw wrong(name, "must be a string");
  }

  /** A time such as {@code 2026-01-01T00:00:00Z}. */
  Instant time(String name, Instant fallback) {
    String text = text(name);
    try {
      return text == null ? fallback : Instant.parse(text);
    } catch (DateTimeException e) {
      throw wrong(name, "must be a time such as 2026-01-01T00:00:00Z");
    }
  }

  /** A number that must be there. */
  int number(String name, int min, int max) {
    return whole(read(name), name, min, max);
  }

  /** A number that may be absent. */
  long number(String name, long min, long max, long fallback) {
    Object value = read(name);
    if (value == null) {
      return fallback;
    }
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw wrong(name, "must be a whole number from " + min + " to " + max);
  }

  /** A number with or without a fraction. */
  double fraction(String name, double min, double max, double fallback) {
    Object value = read(name);
    if (value == null) {
      return fallback;
    }
    double number = value instanceof Number found ? found.doubleValue() : Double.NaN;
    // What is no number is no greater and no less than any.
    if (number >= min && number <= max) {
      return number;
    }
    throw wrong(name, "must be a number from " + min + " to " + max);
  }

  /** Two numbers, the second no less than the first. */
  int[] range(String name, int min, int max) {
    if (!(read(name) instanceof JsonArray pair) || pair.size() != 2) {
      throw wrong(name, "must be an array of two numbers");
    }
    int from = whole(pair.getValue(0), name, min, max);
    return new int[] {from, whole(pair.getValue(1), name, from, max)};
  }

  /** What is only ever said with {@code true}; false when absent. */
  boolean isTrue(String name) {
    Object value = read(name);
    if (value == null || value.equals(true)) {
      return value != null;
    }
    throw wrong(name, "must be true");
  }

  /** Tells that all is read. */
  void finish() {
    if (!unread.isEmpty()) {
      throw wrong(unread.iterator().next(), "is unknown");
    }
  }

  IllegalArgumentException wrong(String name, String what) {
    return new IllegalArgumentException(place(name) + " " + what);
  }

  private int whole(Object value, String name, int min, int max) {
    if (value instanceof Integer number && number >= min && number <= max) {
      return number;
    }
    throw wrong(name, "must be a whole number from " + min + " to " + max);
  }

  private Object read(String name) {
    unread.remove(name);
    return json.getValue(name);
  }

  private String place(String name) {
    return place + "." + name;
  }
}
