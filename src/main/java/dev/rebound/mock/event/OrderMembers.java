package dev.rebound.mock.event;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The members of an order, each of the kind that it must be. What is wrong is an {@link
 * IllegalArgumentException} that says what it should be.
 */
record OrderMembers(JsonObject json) {

  boolean has(String name) {
    return json.containsKey(name);
  }

  /** Refuses what has another name: a mistyped one would be passed over without a word. */
  void allow(List<String> names) {
    for (String name : json.fieldNames()) {
      require(names.contains(name), "there is no such member; there is " + names);
    }
  }

  String text(String name, String fallback) {
    if (!has(name)) {
      return fallback;
    }
    if (json.getValue(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(name + " must be a string");
  }

  boolean flag(String name) {
    if (!has(name)) {
      return false;
    }
    if (json.getValue(name) instanceof Boolean flag) {
      return flag;
    }
    throw new IllegalArgumentException(name + " must be true or false");
  }

  /** A whole number from 0, or {@code least}, to {@code most}. */
  int number(String name, int fallback, int least, int most) {
    return has(name) ? number(name, json.getValue(name), least, most) : fallback;
  }

  private static int number(String name, Object value, int least, int most) {
    if (value instanceof Integer number && number >= least && number <= most) {
      return number;
    }
    throw new IllegalArgumentException(
        "%s must be a whole number from %d to %d".formatted(name, least, most));
  }

  /** Any whole number that is a long. */
  long seed(String name, long fallback) {
    if (!has(name)) {
      return fallback;
    }
    if (json.getValue(name) instanceof Number seed
        && (seed instanceof Integer || seed instanceof Long)) {
      return seed.longValue();
    }
    throw new IllegalArgumentException(name + " must be a whole number");
  }

  double share(String name) {
    if (!has(name)) {
      return 0;
    }
    if (json.getValue(name) instanceof Number share
        && share.doubleValue() >= 0
        && share.doubleValue() <= 1) {
      return share.doubleValue();
    }
    throw new IllegalArgumentException(name + " must be a number from 0 to 1");
  }

  /** One whole number, or two with the smaller one first; none is 0. */
  Range range(String name, int most) {
    if (!(json.getValue(name) instanceof JsonArray ends)) {
      int both = number(name, 0, 0, most);
      return new Range(both, both);
    }
    require(ends.size() == 2, name + " must be a number or two of them");
    int least = number(name, ends.getValue(0), 0, most);
    return new Range(least, number(name, ends.getValue(1), least, most));
  }

  /** From {@code least} to {@code most}, both included. */
  record Range(int least, int most) {}

  JsonArray array(String name) {
    if (json.getValue(name) instanceof JsonArray array) {
      return array;
    }
    throw new IllegalArgumentException(name + " must be an array");
  }

  static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
