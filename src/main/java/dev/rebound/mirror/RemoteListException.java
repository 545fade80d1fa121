package dev.rebound.mirror;

/**
 * The remote list cannot be read now. Rows ingested so far are kept; the next pass continues. The
 * message names what to check, and contains no key and no address.
 */
public final class RemoteListException extends Exception {
  RemoteListException(String message) {
    // Without a stack trace: the cause is outside this process.
    super(message, null, false, false);
  }
}
