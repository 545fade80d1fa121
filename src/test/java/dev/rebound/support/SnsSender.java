package dev.rebound.support;

import dev.rebound.api.rebound.SnsGateway;
import dev.rebound.bus.UnavailableException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
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

  private static final char[] PASSWORD = "password".toCharArray();
  private static final Map<String, SnsSender> CERTIFIED = new ConcurrentHashMap<>();

  /** Serves the certificates of all senders, and refuses all other URLs but confirmations. */
  public static final SnsGateway GATEWAY = SnsSender::serve;

  private final String certificateUrl;
  private final PrivateKey key;
  private final byte[] certificate;

  /**
   * @param owner the certificate's common name
   * @param start of the certificate's validity as keytool has it; it is valid for a century
   */
  public SnsSender(String name, String owner, String start) {
    try {
      KeyStore store = generate(owner, start);
      this.key = (PrivateKey) store.getKey("sns", PASSWORD);
      this.certificate = store.getCertificate("sns").getEncoded();
    } catch (IOException | GeneralSecurityException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    this.certificateUrl = HOST + "/SimpleNotificationService-" + name + ".pem";
    CERTIFIED.put(certificateUrl, this);
  }

  private static KeyStore generate(String owner, String start)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path file = Files.createTempDirectory("sns").resolve("store.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command =
        List.of(
            keytool,
            "-genkeypair",
            "-alias",
            "sns",
            "-keyalg",
            "RSA",
            "-keysize",
            "2048",
            "-dname",
            "CN=" + owner,
            "-startdate",
            start,
            "-validity",
            "36500",
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            new String(PASSWORD));
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("keytool failed");
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    Files.delete(file);
    Files.delete(file.getParent());
    return store;
  }

  private static Future<Buffer> serve(URI url) {
    FETCHED.add(url.toString());
    SnsSender sender = CERTIFIED.get(url.toString());
    if (sender != null) {
      return Future.succeededFuture(Buffer.buffer(sender.pem()));
    }
    return url.toString().contains("Action=ConfirmSubscription")
        ? Future.succeededFuture(Buffer.buffer("<ConfirmSubscriptionResponse/>"))
        : Future.failedFuture(new UnavailableException("no such page"));
  }

  private String pem() {
    String base64 = Base64.getMimeEncoder().encodeToString(certificate);
    return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
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
