package dev.rebound.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The members of one JSON object that are asked for, as they stand. */
final class JsonObject {
  /** Levels of objects and arrays in a row, its own included. */
  static final int MAX_DEPTH = 100;

  // No name or number is longer than its row. Names are not interned: they are a stranger's.
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNameLength(RowReader.MAX_ROW_BYTES)
                  .maxNumberLength(RowReader.MAX_ROW_BYTES)
                  .build())
          .build();

  private JsonObject() {}

  /**
   * A member's value.
   *
   * @param token what it is; an object or array by its first token
   * @param text a string's characters or a number's digits
   */
  record Value(JsonToken token, String text) {}

  /**
   * Reads an object's bytes. Members that are null are left out; of two with one name the last
   * counts.
   *
   * @return empty when the bytes hold another kind of value
   * @throws java.nio.charset.CharacterCodingException when they are not UTF-8
   * @throws com.fasterxml.jackson.core.exc.StreamConstraintsException when they nest deeper than
   *     {@value #MAX_DEPTH}
   * @throws IOException when they are not JSON, or more than one value
   */
  static Optional<Map<String, Value>> read(byte[] bytes, int length, Set<String> names)
      throws IOException {
    // Jackson's own decoder takes overlong forms and surrogates for characters; this one does not.
    CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
    try (JsonParser parser =
        FACTORY.createParser(text.array(), text.arrayOffset(), text.remaining())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      Map<String, Value> values = readMembers(parser, names);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "more than one value");
      }
      return Optional.of(values);
    }
  }

  private static Map<String, Value> readMembers(JsonParser parser, Set<String> names)
      throws IOException {
    Map<String, Value> values = new HashMap<>();
    String name = parser.nextFieldName();
    while (name != null) {
      JsonToken token = parser.nextToken();
      if (names.contains(name)) {
        if (token == JsonToken.VALUE_NULL) {
          values.remove(name);
        } else {
          values.put(name, new Value(token, parser.getText()));
        }
      }
      parser.skipChildren();
      name = parser.nextFieldName();
    }
    return values;
  }
}
