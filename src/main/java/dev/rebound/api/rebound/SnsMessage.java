package dev.rebound.api.rebound;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A message of Amazon SNS to an HTTP endpoint. Its URLs must lie on the host of the topic's region,
 * so that a request cannot name another host.
 *
 * @param members of the message's JSON
 * @param topicArn the topic that the webhook accepts
 */
record SnsMessage(Map<String, String> members, String topicArn) {
  private static final String CONFIRMATION = "SubscriptionConfirmation";
  private static final String UNSUBSCRIPTION = "UnsubscribeConfirmation";

  /** The kinds of messages, and the members that their signatures cover. */
  private static final Map<String, List<String>> SIGNED =
      Map.of(
          "Notification",
          List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
          CONFIRMATION,
          List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
          UNSUBSCRIPTION,
          List.of(
              "Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"));

  private static final Map<String, String> ALGORITHMS =
      Map.of("1", "SHA1withRSA", "2", "SHA256withRSA");
  private static final Set<String> MEMBERS =
      Set.of(
          "Type",
          "MessageId",
          "TopicArn",
          "Subject",
          "Message",
          "Timestamp",
          "Token",
          "SubscribeURL",
          "SignatureVersion",
          "Signature",
          "SigningCertURL");
  private static final Pattern CERTIFICATE_PATH =
      Pattern.compile("/SimpleNotificationService-[A-Za-z0-9]{1,64}\\.pem");
  private static final Pattern OWNER =
      Pattern.compile("(?:.*,)?CN=sns(?:[.-][a-z0-9.-]+)?\\.amazonaws\\.com(?:\\.cn)?(?:,.*)?");

  /**
   * Reads a message.
   *
   * @return empty when the body is not a message of this topic
   */
  static Optional<SnsMessage> read(byte[] body, String topicArn) {
    try {
      SnsMessage message = new SnsMessage(JsonMembers.read(body, MEMBERS), topicArn);
      boolean isOfTopic =
          message.member("TopicArn").equals(topicArn)
              && SIGNED.containsKey(message.member("Type"))
              && ALGORITHMS.containsKey(message.member("SignatureVersion"));
      return isOfTopic ? Optional.of(message) : Optional.empty();
    } catch (IOException e) {
      // A body that is not JSON is no message.
      return Optional.empty();
    }
  }

  private String member(String name) {
    return members.getOrDefault(name, "");
  }

  /** Returns whether the topic sends no more messages to the webhook. */
  boolean endsSubscription() {
    return member("Type").equals(UNSUBSCRIPTION);
  }

  /** Returns whether the URLs that the service has to fetch are those of Amazon SNS. */
  boolean hasAllowedUrls() {
    boolean confirms = member("Type").equals(CONFIRMATION);
    return certificateUrl().isPresent() && confirms == subscribeUrl().isPresent();
  }

  /** Returns the URL of the certificate; empty when the message names none of Amazon SNS. */
  Optional<URI> certificateUrl() {
    return url("SigningCertURL")
        .filter(
            url -> CERTIFICATE_PATH.matcher(url.getPath()).matches() && url.getRawQuery() == null);
  }

  /** Returns the URL to confirm the subscription; empty when the message confirms none. */
  Optional<URI> subscribeUrl() {
    return member("Type").equals(CONFIRMATION) ? url("SubscribeURL") : Optional.empty();
  }

  private Optional<URI> url(String name) {
    try {
      URI url = new URI(member(name));
      boolean isAllowed =
          "https".equals(url.getScheme())
              && host().equals(url.getRawAuthority())
              && url.getRawFragment() == null;
      return isAllowed ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private String host() {
    String[] parts = topicArn.split(":");
    return "sns." + parts[3] + ".amazonaws.com" + (parts[1].equals("aws-cn") ? ".cn" : "");
  }

  /**
   * Returns the events as JSON: the message of a notification, without the envelope. A notification
   * of mere text and the messages about subscriptions hold none.
   */
  byte[] events() {
    String message = member("Message").strip();
    boolean isJson = member("Type").equals("Notification") && message.startsWith("{");
    return (isJson ? message : "[]").getBytes(StandardCharsets.UTF_8);
  }

  /** Returns whether SNS signed this message with the key of its certificate. */
  boolean isSigned(X509Certificate certificate, Instant now) {
    try {
      certificate.checkValidity(Date.from(now));
      Signature signature = Signature.getInstance(ALGORITHMS.get(member("SignatureVersion")));
      signature.initVerify(certificate.getPublicKey());
      for (String name : SIGNED.get(member("Type"))) {
        if (members.containsKey(name)) {
          signature.update((name + "\n" + member(name) + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
      boolean isOfAmazon = OWNER.matcher(certificate.getSubjectX500Principal().getName()).matches();
      return isOfAmazon && signature.verify(Base64.getDecoder().decode(member("Signature")));
    } catch (CertificateException | SignatureException | IllegalArgumentException e) {
      // The certificate has expired, or the signature is malformed.
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has RSA signatures", e);
    }
  }

  /**
   * Parses a certificate in PEM form.
   *
   * @throws CertificateException when it is malformed
   */
  static X509Certificate parseCertificate(byte[] pem) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
  }
}
