package dev.rebound.api.wire;

import dev.rebound.domain.Bounce;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a bare array of bounces, keys in alphabetical order (contract, 3.1.1). Pages are most of
 * the service's output, so that it assembles them from bytes.
 */
public final class BounceJson {
  private static final byte[] CREATED = bytes("{\"created\":");
  private static final byte[] EMAIL = bytes(",\"email\":\"");
  private static final byte[] REASON = bytes("\",\"reason\":\"");
  private static final byte[] STATUS = bytes("\",\"status\":\"");
  private static final byte[] END = bytes("\"}");
  // Most rows are shorter.
  private static final int ROW_BYTES = 256;

  private BounceJson() {}

  public static Buffer of(List<Bounce> bounces) {
    JsonBytes json = new JsonBytes(ROW_BYTES * (bounces.size() + 1));
    json.add('[');
    for (int i = 0; i < bounces.size(); i++) {
      if (i > 0) {
        json.add(',');
      }
      write(json, bounces.get(i));
    }
    json.add(']');
    return json.toBuffer();
  }

  private static void write(JsonBytes json, Bounce bounce) {
    json.add(CREATED);
    json.add(bounce.created());
    json.add(EMAIL);
    json.addText(bounce.email());
    json.add(REASON);
    json.addText(bounce.reason());
    json.add(STATUS);
    json.addText(bounce.status());
    json.add(END);
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.US_ASCII);
  }
}
