package dev.rebound.cli;

import dev.rebound.domain.SigningKey;
import dev.rebound.domain.Webhook;
import dev.rebound.domain.WebhookVendor;
import dev.rebound.domain.WebhookVendor.Proof;
import dev.rebound.migrate.SetupException;
import java.security.SecureRandom;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of a new webhook that describe its sender. */
final class WebhookSenderOptions {
  private static final String SECRET = "WEBHOOK_SECRET";
  // The user of basic authentication; any is accepted.
  private static final String USER = "rebound";

  @Option(
      names = "--from",
      paramLabel = "VENDOR",
      defaultValue = "sendgrid",
      description =
          "The sender: sendgrid, ses, mailgun, resend, mailersend, mandrill, postmark, sparkpost,"
              + " brevo, mailjet or other. Default: ${DEFAULT-VALUE}.")
  private String from;

  @Option(
      names = "--secret",
      paramLabel = "TEXT",
      description =
          "The secret with which mailgun, resend, mailersend or mandrill sign, as the vendor shows"
              + " it. Default: $WEBHOOK_SECRET.")
  private String secret;

  @Option(
      names = "--topic-arn",
      paramLabel = "ARN",
      description = "The SNS topic of Amazon SES, for --from ses.")
  private String topicArn;

  @Option(
      names = "--public-key",
      paramLabel = "BASE64",
      description =
          "The verification key that SendGrid shows (MFkw...). Requests must be signed with it."
              + " Default: requests need an API key instead.")
  private String publicKey;

  /**
   * A sender that was created from the options.
   *
   * @param password generated for the sender; empty where its proof is another
   */
  record NewSender(Webhook.Sender sender, String password) {
    /** Returns the URL, with user and password if there is a password. */
    String withPassword(String url) {
      return password.isEmpty()
          ? url
          : url.replaceFirst("://", "://" + USER + ":" + password + "@");
    }

    /** Omits the password: it must not appear in logs. */
    @Override
    public String toString() {
      return "NewSender";
    }
  }

  /**
   * Creates the sender.
   *
   * @throws SetupException when the options do not fit the vendor
   */
  NewSender create() {
    Optional<SigningKey> key = Optional.ofNullable(publicKey).map(WebhookSenderOptions::parseKey);
    WebhookVendor vendor = parseVendor(from);
    String password =
        vendor.proof() == Proof.PASSWORD ? Webhook.Secret.randomPassword(new SecureRandom()) : "";
    return new NewSender(sender(vendor, key, secret(vendor), password), password);
  }

  private static WebhookVendor parseVendor(String label) {
    return WebhookVendor.of(label)
        .orElseThrow(() -> new SetupException("--from must be one of: " + WebhookVendor.labels()));
  }

  private static Webhook.Sender sender(
      WebhookVendor vendor, Optional<SigningKey> key, String secret, String password) {
    if (vendor != WebhookVendor.SENDGRID && key.isPresent()) {
      throw new SetupException("--public-key is SendGrid's; " + vendor.label() + " has none");
    }
    return switch (vendor.proof()) {
      case PUBLIC_KEY -> Webhook.Sender.sendGrid(key);
      case PASSWORD -> Webhook.Sender.of(vendor, Webhook.Secret.ofPassword(password));
      default -> Webhook.Sender.of(vendor, new Webhook.Secret(secret));
    };
  }

  private String secret(WebhookVendor vendor) {
    boolean isSns = vendor.proof() == Proof.SNS;
    String option = isSns ? "--topic-arn" : "--secret";
    if ((isSns ? secret : topicArn) != null) {
      throw new SetupException(vendor.label() + " has no " + (isSns ? "--secret" : "--topic-arn"));
    }
    String given =
        Optional.ofNullable(isSns ? topicArn : secret).orElseGet(() -> defaultSecret(vendor));
    if (!vendor.proof().isSecret(given)) {
      throw new SetupException(
          option + " for " + vendor.label() + ": expected " + vendor.proof().expectedSecret());
    }
    return given;
  }

  private static String defaultSecret(WebhookVendor vendor) {
    boolean hasSecret = vendor.proof() != Proof.SNS && !vendor.proof().isSecret("");
    return hasSecret ? Environment.variables().getOrDefault(SECRET, "") : "";
  }

  private static SigningKey parseKey(String text) {
    return SigningKey.parse(text)
        .orElseThrow(
            () ->
                new SetupException(
                    "the public key must be the base64 text of an ECDSA key on the curve P-256, as"
                        + " SendGrid shows it: MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE..."));
  }
}
