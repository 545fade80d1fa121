package dev.rebound.api.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.Feature;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.jackson.JacksonCodec;
import java.nio.charset.StandardCharsets;

/**
 * Reads the JSON of requests that change something. Two members of one name are an error: parsers
 * differ in which one counts, and one of them may empty a list. The bytes must be UTF-8: Jackson
 * reads other bytes too, as characters that another parser does not see.
 */
public final class StrictJson {
  private StrictJson() {}

  /**
   * Returns a JsonObject, JsonArray, String, Number or Boolean; null for null.
   *
   * @throws DecodeException when the bytes are not JSON in UTF-8, or an object has a name twice
   */
  public static Object parse(Buffer body) {
    if (!isUtf8(body.getBytes())) {
      throw new DecodeException("not UTF-8");
    }
    // Left alone, Vert.x would take comments for JSON.
    JsonParser parser =
        JacksonCodec.createParser(body)
            .disable(Feature.ALLOW_COMMENTS)
            .enable(Feature.STRICT_DUPLICATE_DETECTION);
    return JacksonCodec.fromParser(parser, Object.class);
  }

  /** Returns whether the bytes of JSON are UTF-8. In UTF-16 and UTF-32, some of them are zero. */
  public static boolean isUtf8(byte[] json) {
    ByteBuf bytes = Unpooled.wrappedBuffer(json);
    return bytes.indexOf(0, json.length, (byte) 0) < 0
        && ByteBufUtil.isText(bytes, StandardCharsets.UTF_8);
  }
}
