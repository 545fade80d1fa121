package dev.rebound.api.management;

import dev.rebound.api.wire.Problem;
import dev.rebound.api.wire.Problem.FieldError;
import dev.rebound.api.wire.Result;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads the members of one JSON object, and collects the errors in them. */
final class Members {
  private static final int MAX_LABEL = 200;

  private final JsonObject json;
  private final List<FieldError> errors = new ArrayList<>();

  /**
   * @param names of all members that the object may have
   */
  Members(JsonObject json, Set<String> names) {
    this.json = json;
    // A misspelled member might have been meant to narrow what a key may do.
    Set<String> unknown = new TreeSet<>(json.fieldNames());
    unknown.removeAll(names);
    if (!unknown.isEmpty()) {
      String known = String.join(", ", new TreeSet<>(names));
      errors.add(FieldError.ofRequest("the members may be: " + known));
    }
  }

  /** Returns a text; empty when it is absent or null. */
  Optional<String> text(String name) {
    Object value = json.getValue(name);
    if (value instanceof String text) {
      return Optional.of(text);
    }
    if (value != null) {
      error(name, "must be a string");
    }
    return Optional.empty();
  }

  /** Returns the label of a key or webhook, which is for people. */
  String label() {
    String label = text("label").orElse("");
    boolean isPlain = label.codePoints().noneMatch(Members::isUnprintable);
    if (!isPlain || label.length() > MAX_LABEL) {
      error("label", "must have at most " + MAX_LABEL + " characters, without control characters");
    }
    return label;
  }

  private static boolean isUnprintable(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }

  /** Returns the texts of an array; none when it is absent or not such, which is an error. */
  List<String> texts(String name) {
    boolean isTexts =
        json.getValue(name) instanceof JsonArray array
            && !array.isEmpty()
            && array.stream().allMatch(String.class::isInstance);
    if (!isTexts) {
      error(name, "must be an array of one or more strings");
      return List.of();
    }
    Stream<Object> values = json.getJsonArray(name).stream();
    return values.map(String.class::cast).toList();
  }

  void error(String name, String message) {
    errors.add(FieldError.of(name, message));
  }

  /** Returns the value, or all errors. */
  <T> Result<T> finish(Supplier<T> value) {
    return errors.isEmpty()
        ? new Result.Valid<>(value.get())
        : new Result.Invalid<>(new Problem(400, errors));
  }
}
