package dev.rebound.http;

/** A request of an HTTP version other than 1.0 and 1.1. */
final class UnsupportedVersionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsupportedVersionException() {
    super("HTTP version not supported", null, false, false);
  }
}
