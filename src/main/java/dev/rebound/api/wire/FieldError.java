package dev.rebound.api.wire;

import java.util.Optional;

/**
 * One error of a request.
 *
 * @param field the parameter or field at fault; empty for the whole request
 */
public record FieldError(Optional<String> field, String message) {

  public static FieldError of(String field, String message) {
    return new FieldError(Optional.of(field), message);
  }

  public static FieldError ofRequest(String message) {
    return new FieldError(Optional.empty(), message);
  }
}
