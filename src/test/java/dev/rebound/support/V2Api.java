package dev.rebound.support;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.StringJoiner;

/**
 * A client of the legacy API. It names itself in its parameters, never in a header; {@code method}
 * is the end of a path, such as {@code get.json}, and parameters are names and values in turn.
 *
 * @param api of which only the place and the headers count
 */
public record V2Api(Api api, String user, String key) {
  /** Every path of the legacy API starts so. */
  public static final String PATH = "/api/bounces.";

  /** The user name of a key that says itself whose it is. */
  public static final String KEY_USER = "apikey";

  private static final String FORM = "application/x-www-form-urlencoded";

  public V2Api {
    api = new Api(api.url(), null, api.headers());
  }

  /** Calls with the key of the other client. */
  public static V2Api of(Api api) {
    return new V2Api(api, KEY_USER, api.key());
  }

  /** All parameters in the query. */
  public HttpResponse<String> get(String method, String... parameters) {
    return api.get(path(method, parameters));
  }

  /** All parameters in a form. */
  public HttpResponse<String> post(String method, String... parameters) {
    return form("POST", PATH + method, credentials() + and(parameters));
  }

  /** All parameters in the query of a request with an empty body, as several clients have it. */
  public HttpResponse<String> postQuery(String method, String... parameters) {
    return form("POST", path(method, parameters), "");
  }

  /** A form, encoded as it shall be on the wire. */
  public HttpResponse<String> form(String verb, String path, String body) {
    return api.with("Content-Type", FORM).send(verb, path, BodyPublishers.ofString(body));
  }

  /** The addresses that {@code get.json} finds, in its order. */
  public List<String> emails(String... parameters) {
    return new JsonArray(found("get.json", parameters))
        .stream().map(row -> ((JsonObject) row).getString("email")).toList();
  }

  /** The body of an answer that tells of no error. */
  public String found(String method, String... parameters) {
    HttpResponse<String> response = get(method, parameters);
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
    return response.body();
  }

  /** The path of a call with its parameters in the query. */
  public String path(String method, String... parameters) {
    return PATH + method + "?" + credentials() + and(parameters);
  }

  /** Who calls, encoded. */
  public String credentials() {
    return encode("api_user", user, "api_key", key);
  }

  /** Names and values in turn. */
  public static String encode(String... parameters) {
    StringJoiner form = new StringJoiner("&");
    for (int i = 0; i < parameters.length; i += 2) {
      form.add(parameters[i] + "=" + URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return form.toString();
  }

  private static String and(String... parameters) {
    return parameters.length == 0 ? "" : "&" + encode(parameters);
  }

  /**
   * A row by its time as the legacy API writes it.
   *
   * @param created in UTC, {@code YYYY-MM-DD HH:MM:SS}
   */
  public static BounceRow bounced(String created, String email) {
    LocalDateTime time = LocalDateTime.parse(created.replace(' ', 'T'));
    return BounceRow.at(time.toEpochSecond(ZoneOffset.UTC), email);
  }
}
