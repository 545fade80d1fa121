package dev.rebound.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The senders of webhooks. A vendor with a known proof of origin is one more constant. */
public enum WebhookVendor {
  SENDGRID(Proof.PUBLIC_KEY),
  /** Amazon SES, by Amazon SNS. */
  SES(Proof.SNS),
  MAILGUN(Proof.SIGNED_TOKEN),
  RESEND(Proof.SVIX),
  MAILERSEND(Proof.SIGNED_BODY),
  /** Mailchimp Transactional. */
  MANDRILL(Proof.SIGNED_FORM),
  POSTMARK(Proof.PASSWORD),
  SPARKPOST(Proof.PASSWORD),
  BREVO(Proof.PASSWORD),
  MAILJET(Proof.PASSWORD),
  /** Any other sender of JSON that can send a password. */
  OTHER(Proof.PASSWORD);

  /** How a sender proves that a delivery is its own. */
  public enum Proof {
    /** ECDSA over timestamp and body; without a public key, an API key. */
    PUBLIC_KEY("no secret, but a public key", ""),
    /** A signature of Amazon SNS for one topic, whose ARN takes the place of the secret. */
    SNS(
        "the ARN of the SNS topic, such as arn:aws:sns:eu-west-1:123456789012:bounces",
        "arn:aws(?:-cn|-us-gov)?:sns:[a-z0-9-]{2,32}:[0-9]{12}:[A-Za-z0-9_-]{1,256}(?:\\.fifo)?"),
    /** HMAC-SHA256 over a timestamp and a token, both in the body. */
    SIGNED_TOKEN("the HTTP webhook signing key of the account", "\\S{8,256}"),
    /** HMAC-SHA256 over id, timestamp and body, as Svix signs for several vendors. */
    SVIX(
        "the signing secret of the webhook, whsec_ and base64",
        "whsec_(?:[A-Za-z0-9+/]{4}){4,64}(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?"),
    /** HMAC-SHA256 over the body. */
    SIGNED_BODY("the signing secret of the webhook", "\\S{8,256}"),
    /** HMAC-SHA1 over the webhook's URL and the fields of a form. */
    SIGNED_FORM("the key of the webhook", "\\S{8,256}"),
    /** A generated password in the URL, for HTTP basic authentication, or a bearer token. */
    PASSWORD("no secret: a password is generated", "");

    private final String expectedSecret;
    private final Pattern secretForm;

    /**
     * @param secretForm empty where the vendor gives no secret
     */
    Proof(String expectedSecret, String secretForm) {
      this.expectedSecret = expectedSecret;
      this.secretForm = Pattern.compile(secretForm);
    }

    /** Returns what to enter as the secret, for messages. */
    public String expectedSecret() {
      return expectedSecret;
    }

    /** Returns whether the text has the form of the secret; an empty text where there is none. */
    public boolean isSecret(String text) {
      return secretForm.matcher(text).matches();
    }
  }

  private final Proof proof;

  WebhookVendor(Proof proof) {
    this.proof = proof;
  }

  public Proof proof() {
    return proof;
  }

  /** Returns the name in commands and in the database. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the vendor with this label; empty when there is none. */
  public static Optional<WebhookVendor> of(String label) {
    return Arrays.stream(values()).filter(vendor -> vendor.label().equals(label)).findFirst();
  }

  /** Returns all labels, for messages. */
  public static String labels() {
    return Arrays.stream(values()).map(WebhookVendor::label).collect(Collectors.joining(", "));
  }
}
