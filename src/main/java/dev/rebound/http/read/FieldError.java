package dev.rebound.http.read;

/**
 * One thing that is wrong.
 *
 * @param field the parameter or field at fault, or null
 */
public record FieldError(String field, String message) {}
