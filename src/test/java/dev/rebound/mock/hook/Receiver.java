package dev.rebound.mock.hook;

import com.sendgrid.helpers.eventwebhook.EventWebhook;
import com.sun.net.httpserver.Headers;
import dev.rebound.api.rebound.WebhookSignature;
import dev.rebound.mock.Mock;
import dev.rebound.mock.event.HookServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Receives deliveries, and verifies them with SendGrid's own helper. */
public final class Receiver implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  static {
    // The helper needs it.
    Security.addProvider(new BouncyCastleProvider());
  }

  private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
  private final HookServer server;

  /** A delivery whose response is sent. */
  public record Delivery(Headers headers, byte[] body) {
    public List<JsonObject> events() {
      return Mock.objects(text());
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public boolean isSignedBy(String publicKey) {
      EventWebhook helper = new EventWebhook();
      try {
        return helper.VerifySignature(
            helper.ConvertPublicKeyToECDSA(publicKey),
            body,
            headers.getFirst(WebhookSignature.SIGNATURE_HEADER),
            headers.getFirst(WebhookSignature.TIMESTAMP_HEADER));
      } catch (GeneralSecurityException | IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private Receiver(int... statuses) {
    this.server =
        HookServer.start(
            (n, exchange) -> {
              // The next delivery may come before this one is added.
              synchronized (deliveries) {
                exchange.sendResponseHeaders(statuses[Math.min(n, statuses.length) - 1], -1);
                exchange.close();
                deliveries.add(delivery(n));
              }
            });
  }

  private Delivery delivery(int n) {
    HookServer.Request request = server.requests().get(n - 1);
    return new Delivery(request.headers(), request.body());
  }

  /** Answers with these statuses in turn, with the last one again and again. */
  public static Receiver answering(int... statuses) {
    return new Receiver(statuses);
  }

  public String url() {
    return server.url();
  }

  /** Waits for the next delivery. */
  public Delivery await() {
    try {
      Delivery delivery = deliveries.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (delivery == null) {
        throw new AssertionError("no delivery within " + PATIENCE_SECONDS + " s");
      }
      return delivery;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits for a number of events, of one delivery or more. */
  public List<JsonObject> await(int count) {
    List<JsonObject> events = new ArrayList<>();
    while (events.size() < count) {
      events.addAll(await().events());
    }
    return events;
  }

  /** Returns the deliveries that nobody waited for. */
  public int waiting() {
    return deliveries.size();
  }

  @Override
  public void close() {
    server.close();
  }
}
