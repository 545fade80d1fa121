package dev.rebound.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.http.HttpServerOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Heads in pieces of every length: the end of a piece hides nothing. */
class StrictRequestDecoderTest {

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
  })
  void aHeadIsReadAlikeHoweverItIsSplit(String lines, boolean isValid) {
    byte[] bytes = lines.replace("|", "\r\n").getBytes(StandardCharsets.US_ASCII);
    for (int length = 1; length <= bytes.length; length++) {
      List<Boolean> requests = new ArrayList<>();
      EmbeddedChannel channel =
          new EmbeddedChannel(new StrictRequestDecoder(new HttpServerOptions()));
      for (int start = 0; start < bytes.length; start += length) {
        int size = Math.min(length, bytes.length - start);
        channel.writeInbound(Unpooled.copiedBuffer(bytes, start, size));
      }
      for (Object read = channel.readInbound(); read != null; read = channel.readInbound()) {
        if (read instanceof HttpRequest request) {
          requests.add(request.decoderResult().isSuccess());
        }
      }
      channel.finishAndReleaseAll();
      assertEquals(isValid, !requests.contains(false), lines + " in pieces of " + length);
      assertEquals(lines.contains("POST") ? 2 : 1, requests.size());
    }
  }
}
