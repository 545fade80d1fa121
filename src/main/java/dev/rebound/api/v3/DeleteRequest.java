package dev.rebound.api.v3;

import dev.rebound.api.wire.JsonObjectBody;
import dev.rebound.api.wire.Parameters;
import dev.rebound.api.wire.Problem;
import dev.rebound.api.wire.Result;
import dev.rebound.domain.Bounce.Deletion.Addresses;
import dev.rebound.domain.Bounce.Deletion.All;
import dev.rebound.domain.Bounce.Deletion.Selection;
import dev.rebound.domain.EmailAddress;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The body of {@code DELETE /v3/suppression/bounces} (contract, 3.2). An accidental wipe is the
 * worst outcome: a body that does not plainly say what to delete is a problem.
 */
public final class DeleteRequest {
  /** Bytes of a body; a longer one gets 413 (contract, chapter 9, row 7). */
  public static final int MAX_LENGTH = 1 << 20;

  private static final String DELETE_ALL = "delete_all";
  private static final String EMAILS = "emails";
  private static final Set<String> CONDITIONS =
      Parameters.conditions(DELETE_ALL, EMAILS, "email", "limit");

  private DeleteRequest() {}

  /**
   * @param contentType of the request; a request without one counts as JSON
   * @param query selects nothing, and must not seem to
   */
  public static Result<Selection> read(Optional<String> contentType, MultiMap query, Buffer body) {
    return JsonObjectBody.read(contentType, body).then(json -> read(query, json));
  }

  private static Result<Selection> read(MultiMap query, JsonObject body) {
    Object all = body.getValue(DELETE_ALL);
    Object emails = body.getValue(EMAILS);
    if (all != null && !(all instanceof Boolean)) {
      return invalid(DELETE_ALL, "must be a boolean");
    }
    if (emails != null && !isTexts(emails)) {
      return invalid(EMAILS, "must be an array of strings");
    }
    boolean isAll = Boolean.TRUE.equals(all);
    List<EmailAddress> addresses = emails == null ? List.of() : addresses((JsonArray) emails);
    boolean isSome = emails != null && !((JsonArray) emails).isEmpty();
    if (isAll && isSome) {
      return invalid(DELETE_ALL, "must not be true when emails are given");
    }
    if (!isAll && !isSome) {
      return invalid(EMAILS, "must name an address unless delete_all is true");
    }
    return condition(query, body)
        .map(name -> invalid(name, "does not narrow a deletion"))
        .orElseGet(() -> new Result.Valid<>(isAll ? new All() : new Addresses(addresses)));
  }

  /** Returns a condition of other endpoints. Ignored, it would delete more than was meant. */
  private static Optional<String> condition(MultiMap query, JsonObject body) {
    Stream<String> parameters =
        query.entries().stream()
            .filter(parameter -> !parameter.getValue().isEmpty())
            .map(Map.Entry::getKey);
    Stream<String> members =
        body.stream()
            .filter(member -> member.getValue() != null)
            .map(Map.Entry::getKey)
            .filter(name -> !name.equals(EMAILS) && !name.equals(DELETE_ALL));
    return Stream.concat(parameters, members)
        .flatMap(given -> Parameters.nameAmong(CONDITIONS, given).stream())
        .findFirst();
  }

  private static Result<Selection> invalid(String field, String message) {
    return new Result.Invalid<>(Problem.ofField(field, message));
  }

  private static boolean isTexts(Object emails) {
    return emails instanceof JsonArray array && array.stream().allMatch(String.class::isInstance);
  }

  // Text that can be no address is not on the list, and an address that is not on the list is no
  // error.
  private static List<EmailAddress> addresses(JsonArray emails) {
    return emails.stream()
        .map(text -> EmailAddress.parse((String) text))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }
}
