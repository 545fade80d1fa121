package dev.rebound.support;

import dev.rebound.api.rebound.SnsGateway;
import dev.rebound.bus.UnavailableException;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Amazon SNS: signs messages with a key of its own, and serves the certificate. */
public final class SnsSender {
  public static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:bounces";
  public static final String HOST = "https://sns.eu-west-1.amazonaws.com";

  /** URLs that were fetched; a confirmation has the name of its test in its query. */
  public static final List<String> FETCHED = new CopyOnWriteArrayList<>();

  private static final Duration CENTURY = Duration.ofDays(36_500);
  private static final Map<String, SnsSender> CERTIFIED = new ConcurrentHashMap<>();

  /** Serves the certificates of all senders, and refuses all other URLs but confirmations. */
  public static final SnsGateway GATEWAY = SnsSender::serve;

  private final String certificateUrl;
  private final PrivateKey key;
  private final String certificate;

  /**
   * @param owner the certificate's common name
   * @param start of the certificate's validity; it is valid for a century
   */
  public SnsSender(String name, String owner, Instant start) {
    try {
      X509Bundle signed =
          new CertificateBuilder()
              .rsa2048()
              .subject("CN=" + owner)
              .setIsCertificateAuthority(true)
              .notBefore(start)
              .notAfter(start.plus(CENTURY))
              .buildSelfSigned();
      this.key = signed.getKeyPair().getPrivate();
      this.certificate = signed.getCertificatePEM();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    this.certificateUrl = HOST + "/SimpleNotificationService-" + name + ".pem";
    CERTIFIED.put(certificateUrl, this);
  }

  private static Future<Buffer> serve(URI url) {
    FETCHED.add(url.toString());
    SnsSender sender = CERTIFIED.get(url.toString());
    if (sender != null) {
      return Future.succeededFuture(Buffer.buffer(sender.certificate));
    }
    return url.toString().contains("Action=ConfirmSubscription")
        ? Future.succeededFuture(Buffer.buffer("<ConfirmSubscriptionResponse/>"))
        : Future.failedFuture(new UnavailableException("no such page"));
  }

  /** Returns a signed notification. */
  public JsonObject notification(String version, String text) {
    JsonObject message =
        new JsonObject()
            .put("Type", "Notification")
            .put("MessageId", "11111111-2222-3333-4444-555555555555")
            .put("TopicArn", TOPIC)
            .put("Message", text)
            .put("Timestamp", "2026-01-02T00:00:05.000Z");
    return sign(version, message);
  }

  /** Returns a signed request to confirm a subscription. */
  public JsonObject confirmation(String type, String subscribeUrl) {
    JsonObject message =
        new JsonObject()
            .put("Type", type)
            .put("MessageId", "11111111-2222-3333-4444-555555555555")
            .put("Token", "2336412f37")
            .put("TopicArn", TOPIC)
            .put("Message", "You have chosen to subscribe to the topic.")
            .put("SubscribeURL", subscribeUrl)
            .put("Timestamp", "2026-01-02T00:00:05.000Z");
    return sign("2", message);
  }

  /** Signs the members that the message has, in the order of their names. */
  public JsonObject sign(String version, JsonObject message) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(message.getMap())
        .forEach((name, value) -> text.append(name).append('\n').append(value).append('\n'));
    return message
        .put("SignatureVersion", version)
        .put("Signature", signature(version, text.toString()))
        .put("SigningCertURL", certificateUrl);
  }

  private String signature(String version, String text) {
    try {
      Signature signature =
          Signature.getInstance(version.equals("1") ? "SHA1withRSA" : "SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
