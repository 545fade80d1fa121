package dev.rebound.support;

import dev.rebound.api.rebound.WebhookSignature;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A webhook of an account, as its sender sees it: it signs, and has no API key. */
public final class SignedWebhook {
  private final TestService service;
  private final String path;
  private final Signer signer = Signer.create();

  public SignedWebhook(TestService service, String account) {
    this.service = service;
    this.path = service.createWebhook(account, signer.signingKey());
  }

  public String path() {
    return path;
  }

  public Signer signer() {
    return signer;
  }

  /** Signed, and now. */
  public HttpResponse<String> post(String body) {
    return post(bytes(body), Duration.ZERO);
  }

  /** Signed, and this long after now. */
  public HttpResponse<String> post(byte[] body, Duration later) {
    String timestamp = timestamp(later);
    return post(body, timestamp, signer.sign(bytes(timestamp), body));
  }

  /**
   * Whatever it is.
   *
   * @param timestamp null for none
   * @param signature null for none
   */
  public HttpResponse<String> post(byte[] body, String timestamp, String signature) {
    Api api = service.api(null);
    if (timestamp != null) {
      api = api.with(WebhookSignature.TIMESTAMP_HEADER, timestamp);
    }
    if (signature != null) {
      api = api.with(WebhookSignature.SIGNATURE_HEADER, signature);
    }
    return api.send("POST", path, BodyPublishers.ofByteArray(body));
  }

  /** As the header names it. */
  public String timestamp(Duration later) {
    return Long.toString(service.clock().instant().plus(later).getEpochSecond());
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
