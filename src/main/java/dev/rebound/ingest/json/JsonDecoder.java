package dev.rebound.ingest.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.TextFields;
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

/** Decodes the requested fields of one JSON object. */
final class JsonDecoder {
  /** Levels of objects and arrays in a row, its own included. */
  static final int MAX_DEPTH = 100;

  private static final int MAX_LONG_DIGITS = 18;

  // A name or number cannot be longer than its row. Names are not interned: a sender chooses them.
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNameLength(RowReader.MAX_ROW_BYTES)
                  .maxNumberLength(RowReader.MAX_ROW_BYTES)
                  .build())
          .build();

  private JsonDecoder() {}

  /**
   * Decodes an object. Null fields are left out.
   *
   * @param names of fields, and paths to fields of nested objects: {@code response.code}
   * @return the values by name or path; empty when the bytes hold another kind of value
   * @throws java.nio.charset.CharacterCodingException when the bytes are not UTF-8
   * @throws com.fasterxml.jackson.core.exc.StreamConstraintsException when the object is nested
   *     deeper than {@value #MAX_DEPTH} levels
   * @throws IOException when the bytes are not JSON, hold more than one value, or an object with
   *     two members of one name
   */
  static Optional<Map<String, Object>> decode(byte[] bytes, int length, Set<String> names)
      throws IOException {
    return object(bytes, length, (parser, values) -> readFields(parser, "", names, values));
  }

  /**
   * Decodes all members of an object, nested ones by their paths in normal form: {@code
   * bounce.bouncedrecipients.0.emailaddress}. Members that are null are left out.
   *
   * @return the values as text; empty when the bytes hold another kind of value
   * @throws IOException as {@link #decode} does
   */
  static Optional<Map<String, String>> flatten(byte[] bytes, int length) throws IOException {
    return object(bytes, length, (parser, values) -> flatten(parser, "", values));
  }

  /**
   * Decodes all members of the object at the start of a text, whose strings may have line breaks.
   *
   * @throws IOException when the text does not start with an object
   */
  static Map<String, String> flattenStart(String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS.mappedFeature());
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new JsonParseException(parser, "no object");
      }
      Map<String, String> values = new HashMap<>();
      flatten(parser, "", values);
      return values;
    }
  }

  private interface MemberReader<T> {
    void read(JsonParser parser, Map<String, T> values) throws IOException;
  }

  private static <T> Optional<Map<String, T>> object(
      byte[] bytes, int length, MemberReader<T> reader) throws IOException {
    // Jackson's own decoder accepts overlong forms and surrogates; this one does not.
    CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
    try (JsonParser parser =
        FACTORY.createParser(text.array(), text.arrayOffset(), text.remaining())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      Map<String, T> values = new HashMap<>();
      reader.read(parser, values);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "more than one value");
      }
      return Optional.of(values);
    }
  }

  private static void flatten(JsonParser parser, String path, Map<String, String> values)
      throws IOException {
    boolean isArray = parser.currentToken() == JsonToken.START_ARRAY;
    JsonToken end = isArray ? JsonToken.END_ARRAY : JsonToken.END_OBJECT;
    int index = 0;
    while (parser.nextToken() != end) {
      String name = isArray ? Integer.toString(index++) : TextFields.normal(parser.currentName());
      if (!isArray) {
        parser.nextToken();
      }
      String member = path.isEmpty() ? name : path + "." + name;
      if (parser.currentToken().isStructStart()) {
        flatten(parser, member, values);
      } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
        values.put(member, parser.getText());
      }
    }
  }

  private static void readFields(
      JsonParser parser, String parent, Set<String> names, Map<String, Object> values)
      throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      String path = parent + name;
      // A name with a dot only looks like a path.
      boolean isPath = name.indexOf('.') < 0;
      if (isPath && names.contains(path)) {
        values.put(path, readValue(parser));
      } else if (isPath && isParent(path, names)) {
        if (token == JsonToken.START_OBJECT) {
          readFields(parser, path + ".", names, values);
        }
      }
      parser.skipChildren();
    }
  }

  private static Object readValue(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> readNumber(parser);
      case START_ARRAY -> readArray(parser);
      default -> {
        parser.skipChildren();
        yield Map.of();
      }
    };
  }

  // A number of thousands of digits would take long as a BigInteger; no field has one.
  private static Number readNumber(JsonParser parser) throws IOException {
    String digits = parser.getText();
    boolean isLong =
        parser.currentToken() == JsonToken.VALUE_NUMBER_INT && digits.length() <= MAX_LONG_DIGITS;
    return isLong ? (Number) Long.valueOf(digits) : Double.valueOf(digits);
  }

  private static List<Object> readArray(JsonParser parser) throws IOException {
    List<Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(readValue(parser));
    }
    return array;
  }

  private static boolean isParent(String path, Set<String> names) {
    return names.stream().anyMatch(name -> isWithin(name, path));
  }

  private static boolean isWithin(String name, String path) {
    return name.length() > path.length()
        && name.charAt(path.length()) == '.'
        && name.startsWith(path);
  }
}
