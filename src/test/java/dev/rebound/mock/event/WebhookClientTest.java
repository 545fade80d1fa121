package dev.rebound.mock.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.mock.event.HookServer.Answer;
import dev.rebound.mock.event.WebhookClient.Outcome;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class WebhookClientTest {
  private static final byte[] BODY = "[{}]\r\n".getBytes();
  private static final EventSigner SIGNER = EventSigner.create();

  private Vertx vertx;

  @BeforeEach
  void use(Vertx injected) {
    vertx = injected;
  }

  @ParameterizedTest
  @CsvSource({"200, true", "204, true", "299, true", "301, false", "400, false", "503, false"})
  void whatIsAnsweredIsTold(int status, boolean isTaken) {
    try (HookServer hook = HookServer.answering(status)) {
      Outcome outcome = send(hook, URI.create(hook.url()), Duration.ofSeconds(10));
      assertEquals(new Outcome(status, ""), outcome);
      assertEquals(isTaken, outcome.isTaken());
      assertEquals(1, hook.requests().size());
      assertEquals("/hook?a=b", hook.requests().get(0).target());
    }
  }

  // Nobody knows hook.invalid (RFC 2606): a second look would fail.
  @Test
  void theAddressThatWasCheckedIsConnectedToAndTheHostOfTheUrlIsNamed() {
    try (HookServer hook = HookServer.answering(200)) {
      URI url = URI.create("http://hook.invalid:" + hook.port() + "/x");
      assertTrue(send(hook, url, Duration.ofSeconds(10)).isTaken());
      assertEquals(
          "hook.invalid:" + hook.port(), hook.requests().get(0).headers().getFirst("Host"));
    }
  }

  @Test
  void aRedirectIsNotFollowed() {
    Answer elsewhere =
        (n, exchange) -> {
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          exchange.sendResponseHeaders(307, -1);
        };
    try (HookServer hook = HookServer.start(elsewhere)) {
      Outcome outcome = send(hook, URI.create(hook.url()), Duration.ofSeconds(10));
      assertEquals(new Outcome(307, ""), outcome);
      assertEquals(1, hook.requests().size());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAnswerThatDoesNotComeOrDoesNotEndIsWaitedForSoLong(boolean isBegun) {
    CountDownLatch over = new CountDownLatch(1);
    Answer slow =
        (n, exchange) -> {
          if (isBegun) {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
          }
          awaitUninterruptibly(over);
        };
    try (HookServer hook = HookServer.start(slow)) {
      Outcome outcome = send(hook, URI.create(hook.url()), Duration.ofMillis(200));
      assertEquals(new Outcome(0, "no answer within 200 ms"), outcome);
      assertFalse(outcome.isTaken());
    } finally {
      over.countDown();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      // The test is over.
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aTargetThatHangsUpOrIsAwayIsTold() {
    HookServer hook = HookServer.start((n, exchange) -> exchange.close());
    assertTrue(
        send(hook, URI.create(hook.url()), Duration.ofSeconds(10))
            .fault()
            .startsWith("the connection failed"));
    hook.close();
    assertEquals(
        new Outcome(0, "it cannot be reached"),
        send(hook, URI.create(hook.url()), Duration.ofSeconds(10)));
  }

  @Test
  void aTargetWithoutTlsIsNoneForHttps() {
    try (HookServer hook = HookServer.answering(200)) {
      URI url = URI.create("https://127.0.0.1:" + hook.port() + "/");
      // What it takes for the begin of a line it waits to see the end of.
      assertEquals(0, send(hook, url, Duration.ofMillis(200)).status());
      assertEquals(0, hook.requests().size());
    }
  }

  private Outcome send(HookServer hook, URI url, Duration timeout) {
    Target target =
        new Target(url, new InetSocketAddress(InetAddress.getLoopbackAddress(), hook.port()));
    return new WebhookClient(vertx, () -> 1_600_112_502, timeout)
        .send(target, Optional.of(SIGNER), BODY)
        .await();
  }
}
