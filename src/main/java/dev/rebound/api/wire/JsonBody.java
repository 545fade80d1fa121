package dev.rebound.api.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Compact JSON in UTF-8, with nothing escaped that need not be (contract, 3.1.1). */
public final class JsonBody {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonBody() {}

  /** Writes one value. */
  public interface Writer {
    void write(JsonGenerator json) throws IOException;
  }

  public static Buffer of(Writer writer) {
    // Text, not bytes: writing bytes, Jackson escapes every character of four bytes.
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      writer.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return Buffer.buffer(text.toString());
  }
}
