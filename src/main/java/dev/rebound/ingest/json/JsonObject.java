package dev.rebound.ingest.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.rebound.ingest.RowReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
   * @param texts an array's strings, when it holds nothing else
   */
  record Value(JsonToken token, String text, List<String> texts) {}

  /**
   * Reads an object's bytes. Members that are null are left out; of two with one name the last
   * counts.
   *
   * @param names of members, and paths to members of objects within: {@code response.code}
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
      Map<String, Value> values = new HashMap<>();
      readMembers(parser, "", names, values);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "more than one value");
      }
      return Optional.of(values);
    }
  }

  private static void readMembers(
      JsonParser parser, String parent, Set<String> names, Map<String, Value> values)
      throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      String path = parent + name;
      if (name.indexOf('.') >= 0) {
        // No path names it.
        parser.skipChildren();
      } else if (names.contains(path)) {
        readValue(parser, token, path, values);
      } else if (isParent(path, names)) {
        values.keySet().removeIf(known -> isWithin(known, path));
        if (token == JsonToken.START_OBJECT) {
          readMembers(parser, path + ".", names, values);
        }
        parser.skipChildren();
      } else {
        parser.skipChildren();
      }
    }
  }

  private static void readValue(
      JsonParser parser, JsonToken token, String path, Map<String, Value> values)
      throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      values.remove(path);
      return;
    }
    String text = parser.getText();
    List<String> texts = token == JsonToken.START_ARRAY ? readTexts(parser) : List.of();
    values.put(path, new Value(token, text, texts));
    parser.skipChildren();
  }

  /** The array's strings; none when it holds anything else. Leaves the parser behind it. */
  private static List<String> readTexts(JsonParser parser) throws IOException {
    List<String> texts = new ArrayList<>();
    boolean isOfStrings = true;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      isOfStrings &= parser.currentToken() == JsonToken.VALUE_STRING;
      if (isOfStrings) {
        texts.add(parser.getText());
      }
      parser.skipChildren();
    }
    return isOfStrings ? texts : List.of();
  }

  private static boolean isParent(String path, Set<String> names) {
    for (String name : names) {
      if (isWithin(name, path)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWithin(String name, String path) {
    return name.length() > path.length()
        && name.charAt(path.length()) == '.'
        && name.startsWith(path);
  }
}
