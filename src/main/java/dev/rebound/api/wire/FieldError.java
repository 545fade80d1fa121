package dev.rebound.api.wire;

/**
 * One thing that is wrong.
 *
 * @param field the parameter or field at fault, or null
 */
public record FieldError(String field, String message) {}
