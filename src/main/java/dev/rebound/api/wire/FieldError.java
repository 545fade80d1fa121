package dev.rebound.api.wire;

/**
 * One error of a request.
 *
 * @param field the parameter or field at fault, or null
 */
public record FieldError(String field, String message) {}
