package dev.rebound.mock.event;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Encodes events as the bytes that SendGrid signs (contract, 6.1): keys in alphabetical order, no
 * blanks within an event, a line break after the comma between two events and at the end.
 */
public final class EventBody {
  private EventBody() {}

  static byte[] of(List<JsonObject> events) {
    return join(events.stream().map(EventBody::text).toList());
  }

  /** Returns the bytes of events that are encoded already. */
  public static byte[] join(List<String> events) {
    return events.stream()
        .collect(Collectors.joining(",\r\n", "[", "]\r\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the JSON of one event. */
  public static String text(JsonObject event) {
    return new JsonObject(sorted(event.getMap())).encode();
  }

  private static Map<String, Object> sorted(Map<?, ?> fields) {
    Map<String, Object> sorted = new TreeMap<>();
    fields.forEach((name, value) -> sorted.put((String) name, sorted(value)));
    return sorted;
  }

  private static Object sorted(Object value) {
    if (value instanceof JsonObject object) {
      return sorted(object.getMap());
    }
    if (value instanceof Map<?, ?> fields) {
      return sorted(fields);
    }
    if (value instanceof JsonArray array) {
      return sorted(array.getList());
    }
    return value instanceof List<?> values
        ? values.stream().map(EventBody::sorted).toList()
        : value;
  }
}
