package dev.rebound.api.rebound;

import dev.rebound.api.wire.FormBody;
import dev.rebound.api.wire.Result;
import dev.rebound.domain.Webhook;
import dev.rebound.domain.WebhookVendor.Proof;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies the proofs of origin that vendors send with a delivery. Pure; takes up to a few
 * milliseconds for a large body. Secrets are compared in constant time.
 *
 * @param window greatest distance between a signed timestamp and now, either way
 */
record DeliveryVerifier(Duration window) {
  private static final String SHA256 = "HmacSHA256";
  private static final String SHA1 = "HmacSHA1";
  // Before it accepts a URL, Mandrill posts an empty batch that a public key signs.
  private static final String TEST_KEY = "test-webhook";
  private static final String NO_EVENTS = "[]";
  private static final String FORM_EVENTS = "mandrill_events";
  private static final String SVIX_KEY = "whsec_";
  private static final String SVIX_VERSION = "v1,";
  private static final String TIME = "signature.timestamp";
  private static final String TOKEN = "signature.token";
  private static final String SIGNATURE = "signature.signature";

  /**
   * A delivery: the headers and the body of a request.
   *
   * @param url the public URL of the webhook, without a query
   */
  record Delivery(String url, MultiMap headers, Buffer body) {
    byte[] bytes() {
      return body.getBytes();
    }

    /** Returns a header's first value; empty when it is missing. */
    String header(String name) {
      String value = headers.get(name);
      return value == null ? "" : value;
    }
  }

  /**
   * Returns the events of a delivery as JSON; empty unless the sender of the webhook sent it.
   *
   * @param now Unix seconds
   */
  Optional<Buffer> verify(Webhook.Sender sender, Delivery delivery, long now) {
    if (sender.vendor().proof() == Proof.SIGNED_FORM) {
      return verifyForm(secret(sender), delivery);
    }
    return isProven(sender, delivery, now) ? Optional.of(delivery.body()) : Optional.empty();
  }

  private boolean isProven(Webhook.Sender sender, Delivery delivery, long now) {
    return switch (sender.vendor().proof()) {
      case PUBLIC_KEY ->
          WebhookSignature.of(delivery.headers())
              .holds(sender.key().orElseThrow(), delivery.bytes(), now, window);
      case SIGNED_TOKEN -> hasSignedToken(secret(sender), delivery, now);
      case SVIX -> isSvixSigned(secret(sender), delivery, now);
      case SIGNED_BODY ->
          isHex(
              delivery.header("Signature"), hmac(SHA256, bytes(secret(sender)), delivery.bytes()));
      case PASSWORD -> hasPassword(sender.secret().orElseThrow(), delivery);
      case SNS, SIGNED_FORM ->
          throw new IllegalArgumentException("this proof is verified elsewhere");
    };
  }

  private static String secret(Webhook.Sender sender) {
    return sender.secret().orElseThrow().text();
  }

  private boolean hasSignedToken(String secret, Delivery delivery, long now) {
    try {
      Map<String, String> members =
          JsonMembers.read(delivery.bytes(), Set.of(TIME, TOKEN, SIGNATURE));
      String time = members.getOrDefault(TIME, "");
      byte[] expected =
          hmac(SHA256, bytes(secret), bytes(time), bytes(members.getOrDefault(TOKEN, "")));
      return isHex(members.getOrDefault(SIGNATURE, ""), expected)
          & WebhookSignature.isWithin(time, window, now);
    } catch (IOException e) {
      // A body that is not JSON carries no signature.
      return false;
    }
  }

  // A repeated field is signed as often as it comes.
  private static Optional<Buffer> verifyForm(String secret, Delivery delivery) {
    if (!(FormBody.read(Optional.empty(), delivery.body())
        instanceof Result.Valid<MultiMap> form)) {
      return Optional.empty();
    }
    MultiMap fields = form.value();
    List<byte[]> parts = new ArrayList<>(List.of(bytes(delivery.url())));
    for (String name : new TreeSet<>(fields.names())) {
      fields.getAll(name).forEach(value -> parts.addAll(List.of(bytes(name), bytes(value))));
    }
    byte[][] signed = parts.toArray(byte[][]::new);
    String signature = delivery.header("X-Mandrill-Signature");
    return Optional.ofNullable(fields.get(FORM_EVENTS))
        .filter(
            events ->
                isFormSigned(secret, signed, signature)
                    || events.equals(NO_EVENTS) && isFormSigned(TEST_KEY, signed, signature))
        .map(Buffer::buffer);
  }

  private static boolean isFormSigned(String key, byte[][] signed, String signature) {
    String expected = base64(hmac(SHA1, bytes(key), signed));
    return MessageDigest.isEqual(bytes(expected), bytes(signature));
  }

  private boolean isSvixSigned(String secret, Delivery delivery, long now) {
    String time = delivery.header("svix-timestamp");
    byte[] key = Base64.getDecoder().decode(secret.substring(SVIX_KEY.length()));
    byte[] head = bytes(delivery.header("svix-id") + "." + time + ".");
    byte[] expected = bytes(base64(hmac(SHA256, key, head, delivery.bytes())));
    // One signature for each valid key: a rotated key stays valid for a while.
    boolean isSigned =
        Arrays.stream(delivery.header("svix-signature").split(" "))
            .filter(signature -> signature.startsWith(SVIX_VERSION))
            .map(signature -> bytes(signature.substring(SVIX_VERSION.length())))
            .anyMatch(signature -> MessageDigest.isEqual(expected, signature));
    return isSigned & WebhookSignature.isWithin(time, window, now);
  }

  private static boolean hasPassword(Webhook.Secret secret, Delivery delivery) {
    String given = password(delivery.header("Authorization"));
    return MessageDigest.isEqual(
        bytes(secret.text()), bytes(Webhook.Secret.ofPassword(given).text()));
  }

  /** Returns the password of basic authentication, whatever its user, or the bearer token. */
  private static String password(String authorization) {
    int blank = authorization.indexOf(' ');
    String scheme = authorization.substring(0, Math.max(blank, 0)).toLowerCase(Locale.ROOT);
    String value = authorization.substring(blank + 1).strip();
    if (scheme.equals("bearer")) {
      return value;
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(scheme.equals("basic") ? value : "");
      String pair = new String(decoded, StandardCharsets.UTF_8);
      return pair.substring(pair.indexOf(':') + 1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static boolean isHex(String given, byte[] expected) {
    byte[] hex = bytes(HexFormat.of().formatHex(expected));
    return MessageDigest.isEqual(hex, bytes(given.toLowerCase(Locale.ROOT)));
  }

  private static byte[] hmac(String algorithm, byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMACs", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
