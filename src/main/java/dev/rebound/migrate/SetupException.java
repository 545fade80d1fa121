package dev.rebound.migrate;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.function.Supplier;

/**
 * A failure that the operator can fix. The message is one line with the cause and the fix, and
 * contains no secret; it is printed without a stack trace.
 */
public final class SetupException extends RuntimeException {
  public SetupException(String message) {
    super(oneLine(message));
  }

  public SetupException(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  /**
   * Creates an exception for a failed file operation.
   *
   * @param what the operation and the file, such as {@code cannot read list.csv}
   */
  public static SetupException of(String what, IOException cause) {
    return new SetupException(what + ": " + reason(cause), cause);
  }

  /**
   * Returns a value of the operator's input.
   *
   * @param prefix starts the message, such as {@code --map: }
   * @param value throws an {@link IllegalArgumentException} for invalid input
   * @throws SetupException for invalid input
   */
  public static <T> T requireValid(String prefix, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new SetupException(prefix + e.getMessage());
    }
  }

  private static String reason(IOException e) {
    // The message of these two contains the path alone.
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e instanceof NoSuchFileException ? "no such file" : String.valueOf(e.getMessage());
  }

  private static String oneLine(String message) {
    return message.replaceAll("\\s*\\R\\s*", " ").strip();
  }
}
