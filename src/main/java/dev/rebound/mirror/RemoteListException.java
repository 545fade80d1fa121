package dev.rebound.mirror;

/**
 * The other list cannot be mirrored now. What was pulled so far is kept, and the next pass goes on
 * from it. The message says what to check, and holds neither the key nor an address.
 */
public final class RemoteListException extends Exception {
  RemoteListException(String message) {
    // Somebody else's fault, not ours: a stack trace would tell nothing.
    super(message, null, false, false);
  }
}
