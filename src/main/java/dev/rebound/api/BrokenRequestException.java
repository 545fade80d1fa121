package dev.rebound.api;

/**
 * The client broke its request off, or sent bytes that are no HTTP. Its mistake and not ours:
 * nothing of it is logged above debug, or anybody could fill the log.
 */
public final class BrokenRequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BrokenRequestException(Throwable cause) {
    super(cause.getClass().getSimpleName(), cause, false, false);
  }
}
