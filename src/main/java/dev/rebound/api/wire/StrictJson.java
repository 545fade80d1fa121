package dev.rebound.api.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.Feature;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.jackson.JacksonCodec;

/**
 * Reads the JSON of requests that change something. Two members of one name are an error: parsers
 * differ in which one counts, and one of them may empty a list.
 */
public final class StrictJson {
  private StrictJson() {}

  /**
   * Returns a JsonObject, JsonArray, String, Number or Boolean; null for null.
   *
   * @throws DecodeException when the bytes are not JSON, or an object has a name twice
   */
  public static Object parse(Buffer body) {
    // Left alone, Vert.x would take comments for JSON.
    JsonParser parser =
        JacksonCodec.createParser(body)
            .disable(Feature.ALLOW_COMMENTS)
            .enable(Feature.STRICT_DUPLICATE_DETECTION);
    return JacksonCodec.fromParser(parser, Object.class);
  }
}
