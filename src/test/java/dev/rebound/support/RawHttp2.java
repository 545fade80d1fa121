package dev.rebound.support;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** HTTP/2 by hand, for frames that a client library would not send. */
public final class RawHttp2 implements AutoCloseable {
  public static final int DATA = 0;
  public static final int HEADERS = 1;
  public static final int RST_STREAM = 3;
  public static final int SETTINGS = 4;
  public static final int GOAWAY = 7;
  private static final int CONTINUATION = 9;
  private static final int MAX_FRAME = 1 << 14;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int PRIORITY = 32;
  private static final int PRIORITY_BYTES = 5;
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int MAX_LIST = 1 << 16;

  private final SSLSocket socket;
  private final DataInputStream in;
  private final DefaultHttp2HeadersDecoder decoder =
      new DefaultHttp2HeadersDecoder(false, MAX_LIST);

  /**
   * A frame of the service.
   *
   * @param headers of a HEADERS frame
   */
  public record Frame(int type, int stream, Map<String, String> headers, byte[] payload) {
    /** The error code of RST_STREAM and GOAWAY. */
    public int errorCode() {
      return Unpooled.wrappedBuffer(payload).getInt(payload.length >= 8 ? 4 : 0);
    }

    public String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  private RawHttp2(SSLSocket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
  }

  /** Opens a connection, and sends nothing of HTTP. */
  public static RawHttp2 connect(String url, SSLContext tls) {
    URI to = URI.create(url);
    try {
      SSLSocket socket =
          (SSLSocket) tls.getSocketFactory().createSocket(to.getHost(), to.getPort());
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      socket.setSSLParameters(parameters);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.startHandshake();
      return new RawHttp2(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Opens a connection.
   *
   * @param settings pairs of an identifier and a value
   */
  public static RawHttp2 open(String url, SSLContext tls, int... settings) {
    RawHttp2 opened = connect(url, tls);
    ByteBuf payload = Unpooled.buffer();
    for (int i = 0; i < settings.length; i += 2) {
      payload.writeShort(settings[i]).writeInt(settings[i + 1]);
    }
    opened.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return opened.frame(SETTINGS, 0, 0, bytes(payload));
  }

  /**
   * Sends a whole head.
   *
   * @param ends whether no body follows
   * @param fields names and values in turn
   */
  public RawHttp2 head(int stream, boolean ends, String... fields) {
    byte[] block = fields(fields);
    int sent = Math.min(block.length, MAX_FRAME);
    int flags = (ends ? END_STREAM : 0) | (sent == block.length ? END_HEADERS : 0);
    frame(HEADERS, flags, stream, Arrays.copyOf(block, sent));
    while (sent < block.length) {
      int to = Math.min(block.length, sent + MAX_FRAME);
      byte[] part = Arrays.copyOfRange(block, sent, to);
      frame(CONTINUATION, to == block.length ? END_HEADERS : 0, stream, part);
      sent = to;
    }
    return this;
  }

  /** Sends the begin of a head. */
  public RawHttp2 headPart(int stream, String... fields) {
    return frame(HEADERS, END_STREAM, stream, fields(fields));
  }

  public RawHttp2 data(int stream, boolean ends, String text) {
    return frame(DATA, ends ? END_STREAM : 0, stream, text.getBytes(StandardCharsets.UTF_8));
  }

  public RawHttp2 reset(int stream) {
    return frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
  }

  // Literals without indexing and without Huffman's code (RFC 7541, 6.2.2).
  private static byte[] fields(String... namesAndValues) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < namesAndValues.length; i++) {
      if (i % 2 == 0) {
        out.write(0);
      }
      byte[] text = namesAndValues[i].getBytes(StandardCharsets.ISO_8859_1);
      length(out, text.length);
      out.writeBytes(text);
    }
    return out.toByteArray();
  }

  private static void length(ByteArrayOutputStream out, int length) {
    if (length < 127) {
      out.write(length);
      return;
    }
    out.write(127);
    int rest = length - 127;
    while (rest >= 128) {
      out.write(rest % 128 + 128);
      rest /= 128;
    }
    out.write(rest);
  }

  /** Sends any frame. */
  public RawHttp2 frame(int type, int flags, int stream, byte[] payload) {
    ByteBuf frame = Unpooled.buffer();
    frame.writeMedium(payload.length).writeByte(type).writeByte(flags).writeInt(stream);
    frame.writeBytes(payload);
    write(bytes(frame));
    return this;
  }

  private static byte[] bytes(ByteBuf buffer) {
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }

  private void write(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (SocketException e) {
      // The service has closed the connection; the reader sees that.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads up to the next frame of this kind; empty when the connection ends before. */
  public Optional<Frame> await(Predicate<Frame> wanted) {
    try {
      for (; ; ) {
        Frame frame = read();
        if (wanted.test(frame)) {
          return Optional.of(frame);
        }
      }
    } catch (EOFException | SocketException e) {
      return Optional.empty();
    } catch (IOException | Http2Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads up to the next frame of this type and stream. */
  public Frame await(int type, int stream) {
    return await(frame -> frame.type() == type && frame.stream() == stream).orElseThrow();
  }

  private Frame read() throws IOException, Http2Exception {
    int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    byte[] payload = in.readNBytes(length);
    Map<String, String> headers = new LinkedHashMap<>();
    if (type == HEADERS) {
      int priority = (flags & PRIORITY) > 0 ? PRIORITY_BYTES : 0;
      decoder
          .decodeHeaders(stream, Unpooled.wrappedBuffer(payload).skipBytes(priority))
          .forEach(field -> headers.put(field.getKey().toString(), field.getValue().toString()));
    }
    return new Frame(type, stream, headers, payload);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
