package dev.rebound.support;

import dev.rebound.domain.Webhook;
import dev.rebound.domain.WebhookVendor;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A vendor that sends deliveries with its proof of origin, written apart from the service. */
public final class VendorSender {
  /** A secret that all vendors with one accept. */
  public static final String SECRET = "whsec_c2VjcmV0LW9mLXRlc3RzLW9ubHk=";

  private static final byte[] SVIX_KEY = bytes("secret-of-tests-only");

  private final TestService service;
  private final WebhookVendor vendor;
  private final String path;

  /** Creates a webhook of the account, with {@link #SECRET} as secret or password. */
  public VendorSender(TestService service, String account, WebhookVendor vendor) {
    this.service = service;
    this.vendor = vendor;
    Webhook.Secret secret =
        vendor.proof() == WebhookVendor.Proof.PASSWORD
            ? Webhook.Secret.ofPassword(SECRET)
            : new Webhook.Secret(SECRET);
    this.path = service.createVendorWebhook(account, Webhook.Sender.of(vendor, secret));
  }

  public String path() {
    return path;
  }

  /** A delivery without a proof. */
  public HttpResponse<String> postBare(String body) {
    return service.api(null).post(path, body);
  }

  /** A delivery with its proof, made this long after now. */
  public HttpResponse<String> post(String body, Duration later) {
    return post(path, body, body, later);
  }

  /** A delivery with its proof, to the path of another webhook. */
  public HttpResponse<String> postTo(String otherPath, String body) {
    return post(otherPath, body, body, Duration.ZERO);
  }

  /**
   * A delivery with the proof of another body.
   *
   * @param proven the body that is signed
   */
  public HttpResponse<String> post(String body, String proven, Duration later) {
    return post(path, body, proven, later);
  }

  private HttpResponse<String> post(String target, String body, String proven, Duration later) {
    String time = Long.toString(service.clock().instant().plus(later).getEpochSecond());
    Api api = service.api(null);
    return switch (vendor.proof()) {
      case SIGNED_TOKEN -> api.post(target, withToken(body, time, SECRET));
      case SVIX -> {
        String signature = base64(hmac(SVIX_KEY, "msg_1." + time + "." + proven));
        yield api.with("svix-id", "msg_1")
            .with("svix-timestamp", time)
            .with("svix-signature", "v1,AAAA v1," + signature + " v1a,AAAA")
            .post(target, body);
      }
      case SIGNED_BODY ->
          api.with("Signature", HexFormat.of().formatHex(hmac(bytes(SECRET), proven)))
              .post(target, body);
      case SIGNED_FORM -> postForm(target, body, proven, SECRET);
      case PASSWORD -> api.with("Authorization", basic(SECRET)).post(target, body);
      case PUBLIC_KEY, SNS -> throw new IllegalArgumentException("it has a sender of its own");
    };
  }

  /** Mailgun's body with a signature by this key. */
  public static String withToken(String body, String time, String key) {
    String signature = HexFormat.of().formatHex(hmac(bytes(key), time + "token-1"));
    return "{\"signature\":{\"timestamp\":\"%s\",\"token\":\"token-1\",\"signature\":\"%s\"},%s"
        .formatted(time, signature, body.substring(1));
  }

  /** Mandrill's form, signed with this key. */
  public HttpResponse<String> postForm(String events, String key) {
    return postForm(path, events, events, key);
  }

  // The service knows its own URL by its settings: a free port is port 0 to it.
  private HttpResponse<String> postForm(String target, String events, String proven, String key) {
    String signed = "http://127.0.0.1:0" + path + "mandrill_events" + proven;
    return service
        .api(null)
        .with("Content-Type", "application/x-www-form-urlencoded")
        .with("X-Mandrill-Signature", base64(hmac("HmacSHA1", bytes(key), signed)))
        .post(target, "mandrill_events=" + URLEncoder.encode(events, StandardCharsets.UTF_8));
  }

  /** A header of basic authentication. */
  public static String basic(String password) {
    return "Basic " + base64(bytes("rebound:" + password));
  }

  private static byte[] hmac(byte[] key, String text) {
    return hmac("HmacSHA256", key, text);
  }

  private static byte[] hmac(String algorithm, byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
