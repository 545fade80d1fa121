package dev.rebound.mock.event;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Events as the bytes that SendGrid signs: the keys of each in the order of the alphabet, no blanks
 * in an event, a line break behind every comma between two, another one at the end (contract, 6.1).
 */
final class EventBody {
  private static final String BETWEEN = ",\r\n";
  private static final String END = "]\r\n";

  private EventBody() {}

  static byte[] of(List<JsonObject> events) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    String before = "[";
    for (JsonObject event : events) {
      bytes.writeBytes(ascii(before));
      bytes.writeBytes(text(event).getBytes(StandardCharsets.UTF_8));
      before = BETWEEN;
    }
    bytes.writeBytes(ascii(events.isEmpty() ? "[" + END : END));
    return bytes.toByteArray();
  }

  /** One event, without what stands around it. */
  static String text(JsonObject event) {
    return new JsonObject(sorted(event.getMap())).encode();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static Map<String, Object> sorted(Map<?, ?> members) {
    Map<String, Object> sorted = new TreeMap<>();
    members.forEach((name, value) -> sorted.put((String) name, sorted(value)));
    return sorted;
  }

  private static Object sorted(Object value) {
    if (value instanceof JsonObject object) {
      return sorted(object.getMap());
    }
    if (value instanceof Map<?, ?> members) {
      return sorted(members);
    }
    if (value instanceof JsonArray array) {
      return sorted(array.getList());
    }
    return value instanceof List<?> values
        ? values.stream().map(EventBody::sorted).toList()
        : value;
  }
}
