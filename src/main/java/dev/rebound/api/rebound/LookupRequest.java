package dev.rebound.api.rebound;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rebound.api.wire.MediaType;
import dev.rebound.api.wire.Problem;
import dev.rebound.api.wire.Result;
import dev.rebound.api.wire.StrictJson;
import dev.rebound.domain.EmailAddress;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The body of {@code POST /rebound/v1/lookup}: {@code {"emails":["…", …]}}. A streaming parser
 * makes no more than {@value #MAX_EMAILS} strings of a body of eight mebibytes.
 */
public final class LookupRequest {
  /** Strings in a request; one more is a problem. */
  public static final int MAX_EMAILS = 10_000;

  private static final String EMAILS = "emails";
  private static final JsonFactory FACTORY = new JsonFactory();

  private LookupRequest() {}

  /**
   * Reads the addresses in the order of their first mention, each once. Skips a string that can be
   * no address: it is on no list.
   *
   * @param contentType of the request; a request without one counts as JSON
   */
  public static Result<List<EmailAddress>> read(Optional<String> contentType, Buffer body) {
    return read(contentType, body, MAX_EMAILS);
  }

  /** Reads at most {@code max} addresses. */
  static Result<List<EmailAddress>> read(Optional<String> contentType, Buffer body, int max) {
    if (contentType.filter(type -> !MediaType.of(type).isJson()).isPresent()) {
      return new Result.Invalid<>(Problem.NOT_JSON_TYPE);
    }
    byte[] json = body.getBytes();
    if (!StrictJson.isUtf8(json)) {
      return new Result.Invalid<>(Problem.NOT_JSON);
    }
    try (JsonParser parser = FACTORY.createParser(json)) {
      return read(parser, max);
    } catch (IOException e) {
      return new Result.Invalid<>(Problem.NOT_JSON);
    }
  }

  private static Result<List<EmailAddress>> read(JsonParser parser, int max) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return new Result.Invalid<>(Problem.NOT_JSON);
    }
    Result<List<EmailAddress>> emails = wrong(max);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean isEmails = parser.currentName().equals(EMAILS);
      parser.nextToken();
      if (isEmails) {
        emails = addresses(parser, max);
      }
      if (isEmails && emails instanceof Result.Invalid) {
        return emails;
      }
      parser.skipChildren();
    }
    return parser.nextToken() == null ? emails : new Result.Invalid<>(Problem.NOT_JSON);
  }

  private static Result<List<EmailAddress>> addresses(JsonParser parser, int max)
      throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return wrong(max);
    }
    Set<EmailAddress> addresses = new LinkedHashSet<>();
    int strings = 0;
    while (parser.nextToken() == JsonToken.VALUE_STRING && strings <= max) {
      EmailAddress.parse(parser.getText()).ifPresent(addresses::add);
      strings++;
    }
    boolean isRight = parser.currentToken() == JsonToken.END_ARRAY && strings > 0 && strings <= max;
    return isRight ? new Result.Valid<>(List.copyOf(addresses)) : wrong(max);
  }

  private static Result<List<EmailAddress>> wrong(int max) {
    return new Result.Invalid<>(
        Problem.ofField(EMAILS, "must be an array of 1 to " + max + " strings"));
  }
}
