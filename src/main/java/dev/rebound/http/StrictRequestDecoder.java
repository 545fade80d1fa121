package dev.rebound.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ByteProcessor;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes requests as Vert.x does, but rejects those that another server might frame or route
 * differently. A proxy and this service that disagree about the end of a request let one client
 * prefix the next client's request (RFC 9112, chapter 11.2).
 *
 * <p>Netty itself rejects several {@code Content-Length} of HTTP/1.1, blanks before a colon, lines
 * without a colon and bare line feeds. It accepts everything that {@link #requireOneReading}
 * checks, and chunk sizes that do not fit its int, or begin with a blank.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {
  /** The event of a head that has begun and not ended. */
  static final Object PARTIAL_HEAD = new Object();

  private static final byte LF = '\n';
  private static final Pattern VERSION = Pattern.compile("HTTP/[0-9]\\.[0-9]");
  // No body has more than 0xfffffff bytes.
  private static final Pattern CHUNK_LINE =
      Pattern.compile("0*([0-9a-fA-F]{1,7})[ \\t]*(?:;.*)?\\r?\\n", Pattern.DOTALL);
  private static final int HEX = 16;
  private static final int CRLF_LENGTH = 2;

  /** The part of a request that the next byte belongs to. */
  private enum Part {
    REQUEST_LINE,
    HEADERS,
    BODY,
    CHUNKS,
    TRAILERS
  }

  private Part part = Part.REQUEST_LINE;
  private boolean hasFoldedLine;
  private int contentLengths;
  // The bytes up to the next line with a chunk's size.
  private long beforeChunkLine;
  private boolean isRefused;

  StrictRequestDecoder(HttpServerOptions options) {
    super(options);
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws Exception {
    if (isRefused || part == Part.CHUNKS && !readChunkLine(bytes)) {
      refuseBody(bytes, out);
      return;
    }
    // Netty joins folded lines while it reads them.
    if ((part == Part.REQUEST_LINE || part == Part.HEADERS) && !hasFoldedLine) {
      hasFoldedLine = hasFoldedLine(bytes);
    } else if (part == Part.TRAILERS && hasFoldedLine(bytes)) {
      refuseBody(bytes, out);
      return;
    }
    int start = bytes.readerIndex();
    super.decode(context, bytes, out);
    beforeChunkLine -= bytes.readerIndex() - start;
    if (!out.isEmpty() && out.get(out.size() - 1) instanceof LastHttpContent) {
      part = Part.REQUEST_LINE;
    } else if (part == Part.HEADERS || part == Part.REQUEST_LINE && bytes.isReadable()) {
      context.fireUserEventTriggered(PARTIAL_HEAD);
    }
  }

  /**
   * Reads the size of a chunk if the bytes begin with its whole line. Netty reads one chunk at most
   * at a time.
   *
   * @return false if another server might read another size
   */
  private boolean readChunkLine(ByteBuf bytes) {
    int start = bytes.readerIndex();
    int end = nextLine(bytes, start);
    if (beforeChunkLine > 0 || end == start || bytes.getByte(end - 1) != LF) {
      return true;
    }
    Matcher line =
        CHUNK_LINE.matcher(bytes.toString(start, end - start, StandardCharsets.ISO_8859_1));
    if (!line.matches()) {
      return false;
    }
    int size = Integer.parseInt(line.group(1), HEX);
    beforeChunkLine = (long) end - start + size + CRLF_LENGTH;
    part = size == 0 ? Part.TRAILERS : Part.CHUNKS;
    return true;
  }

  /** Ends a body with a failure. Bytes behind it are no request. */
  private void refuseBody(ByteBuf bytes, List<Object> out) {
    bytes.skipBytes(bytes.readableBytes());
    if (!isRefused) {
      isRefused = true;
      LastHttpContent end = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
      end.setDecoderResult(
          DecoderResult.failure(new IllegalArgumentException("an ambiguous chunk")));
      out.add(end);
    }
  }

  /**
   * Returns whether a header line begins with a blank. The bytes begin with a line, because Netty
   * reads whole lines.
   */
  private boolean hasFoldedLine(ByteBuf bytes) {
    int end = bytes.writerIndex();
    int line = part == Part.REQUEST_LINE ? secondLine(bytes) : bytes.readerIndex();
    while (line < end) {
      byte first = bytes.getByte(line);
      if (first == ' ' || first == '\t') {
        return true;
      }
      if (first == '\r' || first == LF) {
        return false;
      }
      line = nextLine(bytes, line);
    }
    return false;
  }

  private static int nextLine(ByteBuf bytes, int line) {
    int feed = bytes.indexOf(line, bytes.writerIndex(), LF);
    return feed < 0 ? bytes.writerIndex() : feed + 1;
  }

  /** Returns the index after the request line; the end of the bytes if the line is incomplete. */
  private static int secondLine(ByteBuf bytes) {
    // Netty skips the same bytes before a request line.
    int start = bytes.forEachByte((ByteProcessor) b -> b >= 0 && b <= ' ' || b == 0x7f);
    return start < 0 ? bytes.writerIndex() : nextLine(bytes, start);
  }

  @Override
  protected HttpMessage createMessage(String[] requestLine) {
    requireSupported(requestLine[2]);
    part = Part.HEADERS;
    contentLengths = 0;
    return super.createMessage(requestLine);
  }

  private static void requireSupported(String version) {
    if (version.equals("HTTP/1.1") || version.equals("HTTP/1.0")) {
      return;
    }
    if (VERSION.matcher(version).matches()) {
      throw new UnsupportedVersionException();
    }
    throw new IllegalArgumentException("not a version of HTTP");
  }

  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    if (length == 0) {
      throw new IllegalArgumentException("a header without a name");
    }
    AsciiString name = super.splitHeaderName(line, start, length);
    // Netty takes the first of several in HTTP/1.0.
    if (HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name) && ++contentLengths > 1) {
      throw new IllegalArgumentException("several Content-Length");
    }
    return name;
  }

  /** Checks a head. Netty calls this method when it has read all headers, and acts on none yet. */
  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage head) {
    part = head.headers().contains(HttpHeaderNames.TRANSFER_ENCODING) ? Part.CHUNKS : Part.BODY;
    beforeChunkLine = 0;
    requireOneReading(head.headers(), head.protocolVersion().equals(HttpVersion.HTTP_1_0));
    return super.isContentAlwaysEmpty(head);
  }

  private void requireOneReading(HttpHeaders headers, boolean isHttp10) {
    if (hasFoldedLine) {
      hasFoldedLine = false;
      throw new IllegalArgumentException("a folded header line");
    }
    int hosts = headers.getAll(HttpHeaderNames.HOST).size();
    if (hosts > 1 || hosts == 0 && !isHttp10) {
      throw new IllegalArgumentException("not exactly one Host");
    }
    List<String> encodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (encodings.isEmpty()) {
      return;
    }
    boolean isChunked =
        encodings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(encodings.get(0));
    if (!isChunked || isHttp10 || headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
      throw new IllegalArgumentException("an ambiguous Transfer-Encoding");
    }
  }
}
