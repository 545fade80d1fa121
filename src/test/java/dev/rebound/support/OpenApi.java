package dev.rebound.support;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.contract.Response;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The service's own description, against which the tests' client checks every exchange: each
 * response, and each request that was accepted. A test fails where they differ.
 */
public final class OpenApi {
  // Any of them can be the response to a request that the HTTP server cannot read.
  private static final Set<Integer> UNREADABLE = Set.of(400, 408, 414, 431, 505);
  // For browsers, and not described.
  private static final Pattern PAGE = Pattern.compile("/(?:docs|console|openapi).*");
  private static final Pattern ADMIN_PATH = Pattern.compile("/(?:mock/.*|live|ready|metrics)");
  // Only status, headers and type of a longer response are checked.
  private static final int MAX_CHARACTERS = 1 << 18;
  private static final int MAX_ROWS = 100;
  private static final BigInteger LARGEST = BigInteger.TEN.pow(15);
  private static final String V2 = "/api/";
  private static final String MAIL = "/v3/mail/";

  /** The description of the API's port. */
  public static final OpenApi API = new OpenApi("openapi.yaml");

  /** The description of the admin port. */
  public static final OpenApi ADMIN = new OpenApi("openapi-admin.yaml");

  private final OpenApiDocument document;

  private OpenApi(String file) {
    document = OpenApiDocument.read(file);
  }

  /** Returns the method and path of every operation, such as {@code GET /v3/scopes}. */
  public Set<String> operations() {
    return document.operations().stream()
        .map(each -> each.getHttpMethod() + " " + each.getOpenAPIPath())
        .collect(Collectors.toSet());
  }

  /**
   * Checks an exchange.
   *
   * @param body of the request
   */
  static void check(HttpRequest request, String body, HttpResponse<String> response) {
    String path = request.uri().getRawPath();
    if (PAGE.matcher(path).matches()) {
      return;
    }
    boolean isAdmin = ADMIN_PATH.matcher(path).matches();
    try {
      (isAdmin ? ADMIN : API).checkExchange(request, body, response);
    } catch (IllegalArgumentException | DecodeException e) {
      throw new AssertionError(
          "%s %s -> %d %s differs from the description: %s"
              .formatted(
                  request.method(),
                  request.uri(),
                  response.statusCode(),
                  response.body().substring(0, Math.min(response.body().length(), 500)),
                  e.getMessage()),
          e);
    }
  }

  private void checkExchange(HttpRequest request, String body, HttpResponse<String> response) {
    boolean isFault = response.headers().firstValue("X-Rebound-Fault").isPresent();
    // A service in store mode has no controls.
    boolean isStore = this == ADMIN && response.statusCode() == 404;
    if (isFault || isStore) {
      return;
    }
    String rawPath = request.uri().getRawPath();
    Optional<String> path = document.path(rawPath);
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    Optional<Operation> operation = path.flatMap(found -> document.operation(found, method));
    int status = response.statusCode();
    if (request.method().equals("HEAD")) {
      boolean isDescribed = operation.filter(each -> each.getResponse(status) != null).isPresent();
      require(isDescribed || status == 404 || status == 405, "there is no such status");
    } else if (operation.isEmpty()) {
      checkRefusal(path, method, response);
    } else if (operation.get().getResponse(status) == null && UNREADABLE.contains(status)) {
      checkError(rawPath, response);
    } else {
      checkResponse(operation.get(), status, response);
      if (status < 300) {
        checkRequest(operation.get(), request, body, response);
      }
    }
  }

  /** Checks the response to a path or a method that is not described. */
  private void checkRefusal(Optional<String> path, String method, HttpResponse<String> response) {
    int status = response.statusCode();
    if (path.isPresent() && method.equals("OPTIONS") && status == 200) {
      require(response.headers().firstValue("Allow").isPresent(), "Allow is missing");
    } else if (path.isPresent() && status == 405) {
      require(response.headers().firstValue("Allow").isPresent(), "Allow is missing");
      checkError(path.get(), response);
    } else {
      require(status == 404 || UNREADABLE.contains(status), "the path is not described");
      checkError("", response);
    }
  }

  /** Checks an error whose status no operation lists. All errors of an API have one form. */
  private void checkError(String path, HttpResponse<String> response) {
    if (this == ADMIN) {
      checkResponse(document.operation("showClock"), 400, response);
    } else if (path.startsWith(V2)) {
      checkResponse(document.operation("v2GetJson"), 400, response);
    } else if (path.startsWith(MAIL)) {
      checkResponse(document.operation("sendMail"), 400, response);
    } else {
      checkResponse(document.operation("deleteBounce"), 404, response);
    }
  }

  private void checkResponse(Operation operation, int status, HttpResponse<String> response) {
    Response described = operation.getResponse(status);
    require(described != null, "there is no such status");
    for (Parameter header : described.getHeaders()) {
      Optional<String> value = response.headers().firstValue(header.getName());
      require(value.isPresent() || !header.isRequired(), "there is no " + header.getName());
      value.ifPresent(text -> check(header.getSchema(), typed(header, text), header.getName()));
    }
    if (described.getContent().isEmpty()) {
      require(response.body().isEmpty(), "there is a body");
      return;
    }
    String type = response.headers().firstValue("Content-Type").orElse("");
    MediaType json = described.getContent().get(type);
    boolean isOther = OpenApiDocument.otherTypes(described.getContent()).contains(type);
    require(json != null || isOther, "there is no type " + type);
    if (json != null && response.body().length() <= MAX_CHARACTERS) {
      check(json.getSchema(), sample(Json.decodeValue(response.body())), "the body");
    }
  }

  /** Returns a value, or the first rows of a long page: 500 rows take 20 ms. */
  private static Object sample(Object json) {
    return json instanceof JsonArray rows && rows.size() > MAX_ROWS
        ? new JsonArray(rows.getList().subList(0, MAX_ROWS))
        : json;
  }

  private void checkRequest(
      Operation operation, HttpRequest request, String body, HttpResponse<String> response) {
    Map<String, String> query = query(request.uri().getRawQuery());
    for (Parameter parameter : operation.getParameters()) {
      if (parameter.getIn() == Location.QUERY && query.containsKey(parameter.getName())) {
        check(
            parameter.getSchema(),
            typed(parameter, query.get(parameter.getName())),
            "the parameter " + parameter.getName());
      }
    }
    String type = request.headers().firstValue("Content-Type").orElse(MediaType.APPLICATION_JSON);
    boolean hasRejected = response.body().contains("\"rejected\":[{");
    if (operation.getRequestBody() != null && type.startsWith("application/json") && !hasRejected) {
      MediaType json = operation.getRequestBody().getContent().get(MediaType.APPLICATION_JSON);
      parse(body)
          .filter(value -> json != null)
          .ifPresent(value -> check(json.getSchema(), value, "the request's body"));
    }
  }

  /** Returns the last value of each parameter that is not empty. */
  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2 && !parts[1].isEmpty()) {
        query.put(
            URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
            URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  /** Returns a number for an integer. The service takes numbers of any length. */
  private static Object typed(Parameter parameter, String value) {
    boolean isNumber = "integer".equals(parameter.getSchema().get("type"));
    return isNumber && value.matches("-?[0-9]+")
        ? (Object) new BigInteger(value).min(LARGEST).max(LARGEST.negate()).longValue()
        : value;
  }

  /** Returns the JSON of a body; empty for a body that is none, such as NDJSON. */
  private static Optional<Object> parse(String body) {
    try {
      return Optional.ofNullable(Json.decodeValue(body));
    } catch (DecodeException e) {
      return Optional.empty();
    }
  }

  private void check(JsonSchema schema, Object value, String what) {
    OutputUnit result = document.validate(schema, value);
    require(result.getValid(), what + ": " + result.getErrors());
  }

  private static void require(boolean isTrue, String problem) {
    if (!isTrue) {
      throw new IllegalArgumentException(problem);
    }
  }
}
