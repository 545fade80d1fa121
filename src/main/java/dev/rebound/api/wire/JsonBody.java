package dev.rebound.api.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

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

  public static Buffer of(Writer writer) {
    return write(FACTORY, writer);
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
