package dev.rebound.http.write;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Compact JSON in UTF-8, with nothing escaped that need not be (contract, 3.1.1). */
final class JsonBody {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonBody() {}

  /** Writes one value. */
  interface Writer {
    void write(JsonGenerator json) throws IOException;
  }

  static Buffer of(Writer writer) {
    // Text, not bytes: writing bytes, Jackson escapes every character of four bytes.
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      writer.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return Buffer.buffer(text.toString());
  }

  /**
   * The same, for many rows: text that the writer gives as UTF-8 goes straight into the buffer.
   *
   * @param size of the buffer at first, in bytes
   */
  static Buffer ofBytes(int size, Writer writer) {
    Buffer buffer = Buffer.buffer(size);
    try (JsonGenerator json = FACTORY.createGenerator(new Appending(buffer))) {
      writer.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return buffer;
  }

  private static final class Appending extends OutputStream {
    private final Buffer buffer;

    private Appending(Buffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public void write(int octet) {
      buffer.appendByte((byte) octet);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      buffer.appendBytes(bytes, offset, length);
    }
  }
}
