package dev.rebound.domain;

import dev.rebound.domain.WebhookVendor.Proof;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The sender of a new webhook.
 *
 * @param password generated for the sender; empty where its proof is another
 */
public record NewSender(Webhook.Sender sender, String password) {
  // The user of basic authentication; any is accepted.
  private static final String USER = "rebound";
  private static final String PUBLIC_KEY = "public-key";

  /**
   * What the owner of a webhook enters.
   *
   * @param publicKey SendGrid's
   * @param secret with which the vendor signs
   * @param topicArn of Amazon SNS
   */
  public record Input(
      WebhookVendor vendor,
      Optional<String> publicKey,
      Optional<String> secret,
      Optional<String> topicArn) {

    /** Omits the secret: it must not appear in logs. */
    @Override
    public String toString() {
      return "Input[" + vendor + "]";
    }
  }

  /** Reports an input that does not fit the vendor. */
  public static final class InvalidInputException extends Exception {
    private final String option;

    InvalidInputException(String option, String message) {
      super(message, null, false, false);
      this.option = option;
    }

    /** Returns what is wrong: {@code public-key}, {@code secret} or {@code topic-arn}. */
    public String option() {
      return option;
    }
  }

  /** Returns the sender of an input, with a new password where the vendor needs one. */
  public static NewSender of(Input input, SecureRandom random) throws InvalidInputException {
    WebhookVendor vendor = input.vendor();
    if (vendor != WebhookVendor.SENDGRID && input.publicKey().isPresent()) {
      throw new InvalidInputException(PUBLIC_KEY, "is SendGrid's; " + vendor.label() + " has none");
    }
    String secret = secret(input);
    return switch (vendor.proof()) {
      case PUBLIC_KEY -> new NewSender(Webhook.Sender.sendGrid(key(input.publicKey())), "");
      case PASSWORD -> ofPassword(vendor, Webhook.Secret.randomPassword(random));
      default -> new NewSender(Webhook.Sender.of(vendor, new Webhook.Secret(secret)), "");
    };
  }

  private static NewSender ofPassword(WebhookVendor vendor, String password) {
    return new NewSender(Webhook.Sender.of(vendor, Webhook.Secret.ofPassword(password)), password);
  }

  private static Optional<SigningKey> key(Optional<String> text) throws InvalidInputException {
    Optional<SigningKey> key = text.flatMap(SigningKey::parse);
    if (text.isPresent() && key.isEmpty()) {
      throw new InvalidInputException(
          PUBLIC_KEY,
          "must be the base64 text of an ECDSA key on the curve P-256, as SendGrid shows it:"
              + " MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE...");
    }
    return key;
  }

  private static String secret(Input input) throws InvalidInputException {
    WebhookVendor vendor = input.vendor();
    boolean isSns = vendor.proof() == Proof.SNS;
    if ((isSns ? input.secret() : input.topicArn()).isPresent()) {
      throw new InvalidInputException(
          isSns ? "secret" : "topic-arn", "does not apply to " + vendor.label());
    }
    String given = (isSns ? input.topicArn() : input.secret()).orElse("");
    if (!vendor.proof().isSecret(given)) {
      throw new InvalidInputException(
          isSns ? "topic-arn" : "secret",
          "for " + vendor.label() + ": expected " + vendor.proof().expectedSecret());
    }
    return given;
  }

  /** Returns the URL, with user and password if there is a password. */
  public String withPassword(String url) {
    return password.isEmpty() ? url : url.replaceFirst("://", "://" + USER + ":" + password + "@");
  }

  /** Omits the password: it must not appear in logs. */
  @Override
  public String toString() {
    return "NewSender";
  }
}
