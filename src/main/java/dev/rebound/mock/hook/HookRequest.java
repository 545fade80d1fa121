package dev.rebound.mock.hook;

import dev.rebound.api.wire.StrictJson;
import dev.rebound.ingest.FieldException;
import dev.rebound.ingest.JsonFields;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/** Reads the bodies of requests. Throws {@link RefusedException} for a wrong one. */
final class HookRequest {
  private static final int MAX_NAME = 1_000;

  private HookRequest() {}

  /** Returns the settings that a request changes. Members that it omits stay. */
  static HookSettings settings(Buffer body, HookSettings old) {
    HookSettings settings = read(body, old::changed);
    if (settings.friendlyName().filter(name -> name.length() > MAX_NAME).isPresent()) {
      throw RefusedException.of(400, "friendly_name must have at most " + MAX_NAME + " characters");
    }
    return settings;
  }

  /** Returns whether a request switches signatures on. */
  static boolean isSigned(Buffer body) {
    return read(
        body,
        json -> {
          JsonFields fields = new JsonFields(json.getMap());
          if (!fields.has("enabled")) {
            throw RefusedException.of(400, "enabled is required");
          }
          boolean isSigned = fields.flag("enabled");
          fields.requireKnown();
          return isSigned;
        });
  }

  private static <T> T read(Buffer body, Function<JsonObject, T> reader) {
    try {
      return reader.apply(object(body));
    } catch (FieldException e) {
      throw RefusedException.of(400, e.getMessage());
    }
  }

  private static JsonObject object(Buffer body) {
    try {
      if (StrictJson.parse(body) instanceof JsonObject json) {
        return json;
      }
    } catch (DecodeException e) {
      // Refused below, as other JSON is.
    }
    throw RefusedException.of(400, "Request body is not valid json");
  }
}
