package dev.rebound.bus;

/** The store, or a service of others, cannot reply now; the same request may succeed later. */
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnavailableException(String message) {
    super(message);
  }

  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
