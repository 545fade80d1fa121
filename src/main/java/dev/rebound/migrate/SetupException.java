package dev.rebound.migrate;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/**
 * The service cannot start, for a reason its operator can remove. The message is one line, says
 * what is wrong and what to do, and holds no secret: it is printed without a stack trace.
 */
public final class SetupException extends RuntimeException {
  public SetupException(String message) {
    super(oneLine(message));
  }

  public SetupException(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  /** {@code what} names the file and what could not be done with it. */
  public static SetupException of(String what, IOException cause) {
    return new SetupException(what + ": " + reason(cause), cause);
  }

  private static String reason(IOException e) {
    // The message of these two is the path alone.
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e instanceof NoSuchFileException ? "no such file" : String.valueOf(e.getMessage());
  }

  private static String oneLine(String message) {
    return message.replaceAll("\\s*\\R\\s*", " ").strip();
  }
}
