package dev.rebound.api.rebound;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads a few members of a JSON object, without keeping the rest of it. */
final class JsonMembers {
  // Names are not interned: a sender chooses them.
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JsonMembers() {}

  /**
   * Reads text and numbers as text. Other kinds of values are left out.
   *
   * @param paths names of members, or paths to members of nested objects: {@code signature.token}
   * @throws IOException when the bytes are not JSON, or an object has a name twice
   */
  static Map<String, String> read(byte[] json, Set<String> paths) throws IOException {
    Map<String, String> values = new HashMap<>();
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        read(parser, "", paths, values);
      }
    }
    return values;
  }

  private static void read(
      JsonParser parser, String parent, Set<String> paths, Map<String, String> values)
      throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      String path = parent + name;
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT && parent.isEmpty()) {
        read(parser, path + ".", paths, values);
      } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL && paths.contains(path)) {
        values.put(path, parser.getText());
      } else {
        parser.skipChildren();
      }
    }
  }
}
