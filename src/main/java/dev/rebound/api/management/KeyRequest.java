package dev.rebound.api.management;

import dev.rebound.api.wire.Result;
import dev.rebound.domain.Scope;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code POST /rebound/v1/keys}.
 *
 * @param scopes one or more
 */
record KeyRequest(String label, Set<Scope> scopes) {
  private static final String LABEL = "label";
  private static final String SCOPES = "scopes";

  static Result<KeyRequest> read(JsonObject json) {
    Members members = new Members(json, Set.of(LABEL, SCOPES));
    String label = members.label();
    List<String> labels = members.texts(SCOPES);
    Set<Scope> scopes =
        labels.stream()
            .map(Scope::of)
            .flatMap(Optional::stream)
            .collect(Collectors.toUnmodifiableSet());
    if (!labels.stream().allMatch(text -> Scope.of(text).isPresent())) {
      members.error(SCOPES, "must be of: " + labels(Scope.ALL).collect(Collectors.joining(", ")));
    }
    return members.finish(() -> new KeyRequest(label, scopes));
  }

  /** Returns the labels of scopes, in their order. */
  static Stream<String> labels(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::label);
  }
}
