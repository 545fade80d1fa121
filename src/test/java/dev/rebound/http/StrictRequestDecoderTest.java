package dev.rebound.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.http.HttpServerOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests in pieces of every length: the end of a piece hides nothing. */
class StrictRequestDecoderTest {
  private static final String NEXT = "GET / HTTP/1.1|Host: x||";

  @ParameterizedTest
  @CsvSource({
    "GET / HTTP/1.1|Host: x|Accept: a| b||, false",
    "GET / HTTP/1.1|Host: x|Accept: a|\tb||, false",
    "GET / HTTP/1.1| Host: x||, false",
    "||GET / HTTP/1.1|Host: x|Accept: a| ||, false",
    "GET / HTTP/1.1|Host: x|Host: x||, false",
    "GET / HTTP/1.1|Host: x|Transfer-Encoding: x||, false",
    "GET / HTTP/1.1|Host: x|Accept: a||, true",
    "||GET / HTTP/1.1|Host: x||, true",
    "POST / HTTP/1.1|Host: x|Content-Length: 3|| | GET / HTTP/1.1|Host: x||, true",
    "POST / HTTP/1.1|Host: x|Transfer-Encoding: chunked||1|a|0A;x|0123456789|0|T: x||GET / HTTP/1.1|Host: x||, true",
  })
  void aHeadIsReadAlikeHoweverItIsSplit(String lines, boolean isValid) {
    for (int length = 1; length <= lines.length(); length++) {
      List<HttpObject> requests =
          read(lines, length).stream().filter(HttpRequest.class::isInstance).toList();
      assertEquals(
          isValid,
          requests.stream().allMatch(request -> request.decoderResult().isSuccess()),
          lines + " in pieces of " + length);
      assertEquals(lines.contains("POST") ? 2 : 1, requests.size());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100000001|a|0||",
        "1|a|100000000||",
        "1|a|10000000000000000||",
        " 1|a|0||",
        "1|a|0|T: a| b||",
        "1|a|0|T: a|\tb||",
      })
  void nothingBehindAnAmbiguousChunkIsRead(String body) {
    String lines = "POST / HTTP/1.1|Host: x|Transfer-Encoding: chunked||" + body + NEXT;
    for (int length = 1; length <= lines.length(); length++) {
      List<HttpObject> read = read(lines, length);
      assertEquals(1, read.stream().filter(HttpRequest.class::isInstance).count());
      assertFalse(read.get(read.size() - 1).decoderResult().isSuccess());
    }
  }

  /** Returns what is read of lines that arrive in pieces of a length. */
  private static List<HttpObject> read(String lines, int length) {
    byte[] bytes = lines.replace("|", "\r\n").getBytes(StandardCharsets.US_ASCII);
    EmbeddedChannel channel =
        new EmbeddedChannel(new StrictRequestDecoder(new HttpServerOptions()));
    for (int start = 0; start < bytes.length; start += length) {
      int size = Math.min(length, bytes.length - start);
      channel.writeInbound(Unpooled.copiedBuffer(bytes, start, size));
    }
    List<HttpObject> read = new ArrayList<>();
    for (HttpObject next = channel.readInbound(); next != null; next = channel.readInbound()) {
      read.add(next);
    }
    channel.finishAndReleaseAll();
    return read;
  }
}
