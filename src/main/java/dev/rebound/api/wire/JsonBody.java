package dev.rebound.api.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Writes compact JSON in UTF-8, which escapes only characters that need it (contract, 3.1.1). */
public final class JsonBody {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();
  private static final int USUAL_BYTES = 512;

  private JsonBody() {}

  /** Writes one value. */
  public interface Writer {
    void write(JsonGenerator json) throws IOException;
  }

  /** Writes the members of an object. */
  public interface MemberWriter<T> {
    void write(JsonGenerator json, T object) throws IOException;
  }

  public static Buffer of(Writer writer) {
    return write(FACTORY, writer);
  }

  /** Writes one object, whose members the writer writes. */
  public static Buffer ofObject(Writer members) {
    return of(
        json -> {
          json.writeStartObject();
          members.write(json);
          json.writeEndObject();
        });
  }

  /** Writes one object, whose only member is an array of objects. */
  public static <T> Buffer ofList(String name, List<T> objects, MemberWriter<T> writer) {
    return ofObject(json -> writeObjects(json, name, objects, writer));
  }

  /** Writes {@code {"result":[…],"next":…}}. */
  public static <T> Buffer ofPage(List<T> objects, Optional<String> next, MemberWriter<T> writer) {
    return ofObject(
        json -> {
          writeObjects(json, "result", objects, writer);
          json.writeStringField("next", next.orElse(null));
        });
  }

  /** Writes a member that is an array of objects. */
  public static <T> void writeObjects(
      JsonGenerator json, String name, List<T> objects, MemberWriter<T> writer) throws IOException {
    json.writeFieldName(name);
    writeObjects(json, objects, writer);
  }

  /** Writes an array of objects. */
  public static <T> void writeObjects(JsonGenerator json, List<T> objects, MemberWriter<T> writer)
      throws IOException {
    json.writeStartArray();
    for (T object : objects) {
      json.writeStartObject();
      writer.write(json, object);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Writes one value by the rules of another factory. */
  public static Buffer write(JsonFactory factory, Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    try (JsonGenerator json = factory.createGenerator(bytes)) {
      writer.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }
}
