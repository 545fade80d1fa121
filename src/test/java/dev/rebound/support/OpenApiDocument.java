package dev.rebound.support;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** A description of the service, and the search for the operation of a request. */
final class OpenApiDocument {
  // Paths that the service also serves with a slash at their end.
  private static final Pattern SLASH_AT_END =
      Pattern.compile("/v3/(?:suppressions?/bounces(?:/classifications)?|subusers)");
  private static final String OCTETS = MediaType.APPLICATION_OCTET_STREAM;
  private static final String OTHER_TYPES = "x-other-types";

  private final OpenAPIContract contract;
  private final List<Path> paths;
  private final Map<JsonSchema, Validator> validators = new IdentityHashMap<>();

  /** A path and the pattern of its requests, in which a parameter may have slashes. */
  private record Path(String template, Pattern pattern) {
    static Path of(String template) {
      String regex =
          Stream.of(template.split("\\{[^}]+}", -1))
              .map(Pattern::quote)
              .reduce((start, end) -> start + ".+" + end)
              .orElseThrow();
      String end = SLASH_AT_END.matcher(template).matches() ? "/?" : "";
      return new Path(template, Pattern.compile(regex + end));
    }

    int literals() {
      return template.replaceAll("\\{[^}]+}", "").length();
    }
  }

  private OpenApiDocument(OpenAPIContract contract, List<Path> paths) {
    this.contract = contract;
    this.paths = paths;
  }

  /**
   * Reads a description, and fails if it is no valid one.
   *
   * @param file in the folder of the pages
   */
  static OpenApiDocument read(String file) {
    JsonObject document = parse(file);
    hideOtherTypes(document);
    Vertx vertx = Vertx.vertx();
    OpenAPIContract contract = OpenAPIContract.from(vertx, document).await();
    vertx.close().await();
    List<Path> paths =
        document.getJsonObject("paths").fieldNames().stream()
            .map(Path::of)
            .sorted(Comparator.comparing(Path::literals).reversed())
            .toList();
    return new OpenApiDocument(contract, paths);
  }

  private static JsonObject parse(String file) {
    try (InputStream yaml =
        OpenApiDocument.class.getResourceAsStream("/dev/rebound/pages/" + file)) {
      Map<String, Object> map = new Yaml().load(yaml);
      // Parts that several places share are separate objects after this.
      return new JsonObject(new JsonObject(map).encode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Only JSON is checked, and the library refuses documents with types that it does not know. */
  private static void hideOtherTypes(Object json) {
    if (json instanceof JsonArray array) {
      array.forEach(OpenApiDocument::hideOtherTypes);
    } else if (json instanceof JsonObject object) {
      object.forEach(member -> hideOtherTypes(member.getValue()));
      if (object.getValue("content") instanceof JsonObject content) {
        JsonArray others = new JsonArray();
        for (String type : Set.copyOf(content.fieldNames())) {
          if (!type.equals(MediaType.APPLICATION_JSON)) {
            content.remove(type);
            others.add(type);
          }
        }
        if (!others.isEmpty()) {
          content.put(
              OCTETS, new JsonObject().put("schema", new JsonObject()).put(OTHER_TYPES, others));
        }
      }
    }
  }

  /** Returns the types of a response besides JSON. */
  static List<?> otherTypes(Map<String, MediaType> content) {
    MediaType others = content.get(OCTETS);
    return others == null
        ? List.of()
        : others.getOpenAPIModel().getJsonArray(OTHER_TYPES).getList();
  }

  List<Operation> operations() {
    return contract.operations();
  }

  Operation operation(String id) {
    return contract.operation(id);
  }

  /** Returns the described path of a request; empty for a path that is not described. */
  Optional<String> path(String rawPath) {
    return paths.stream()
        .filter(each -> each.pattern().matcher(rawPath).matches())
        .map(Path::template)
        .findFirst();
  }

  Optional<Operation> operation(String path, String method) {
    return contract.operations().stream()
        .filter(each -> each.getOpenAPIPath().equals(path))
        .filter(each -> each.getHttpMethod().name().equals(method))
        .findFirst();
  }

  /** Checks a value. Tests send requests at once, and a new validator reads the whole document. */
  synchronized OutputUnit validate(JsonSchema schema, Object value) {
    return validators
        .computeIfAbsent(schema, contract.getSchemaRepository()::validator)
        .validate(value);
  }
}
