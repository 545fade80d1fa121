package dev.rebound.api.rebound;

import dev.rebound.api.wire.MediaType;
import dev.rebound.api.wire.Problem;
import dev.rebound.api.wire.Result;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The form of the mails in the body of {@code POST /rebound/v1/messages}.
 *
 * @param boundary of a multipart, in visible ASCII; empty for the other forms
 */
public record MessagesRequest(Form form, String boundary) {
  private static final int MAX_BOUNDARY = 200;

  /** By the media type of the body. */
  public enum Form {
    MESSAGE,
    MBOX,
    /** {@code multipart/mixed}, or a form with files. */
    MULTIPART,
    /** A multipart of nothing but messages. */
    DIGEST
  }

  /**
   * @param header Content-Type; a request without one, and the plain text that some clients call a
   *     mail, count as one message
   */
  public static Result<MessagesRequest> read(Optional<String> header) {
    String contentType = header.orElse("");
    return switch (MediaType.of(contentType).name()) {
      case "", "message/rfc822", "message/global", "text/plain" -> valid(Form.MESSAGE);
      case "application/mbox" -> valid(Form.MBOX);
      case "multipart/mixed", "multipart/form-data" -> multipart(Form.MULTIPART, contentType);
      case "multipart/digest" -> multipart(Form.DIGEST, contentType);
      default -> new Result.Invalid<>(Problem.NOT_MAIL_TYPE);
    };
  }

  private static Result<MessagesRequest> valid(Form form) {
    return new Result.Valid<>(new MessagesRequest(form, ""));
  }

  private static Result<MessagesRequest> multipart(Form form, String contentType) {
    return MediaType.parameter(contentType, "boundary")
        .filter(MessagesRequest::isBoundary)
        .<Result<MessagesRequest>>map(text -> new Result.Valid<>(new MessagesRequest(form, text)))
        .orElseGet(() -> new Result.Invalid<>(Problem.NOT_MAIL_TYPE));
  }

  private static boolean isBoundary(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_BOUNDARY
        && StandardCharsets.US_ASCII.newEncoder().canEncode(text);
  }
}
