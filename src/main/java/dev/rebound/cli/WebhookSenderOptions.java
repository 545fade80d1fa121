package dev.rebound.cli;

import dev.rebound.domain.NewSender;
import dev.rebound.domain.WebhookVendor;
import dev.rebound.domain.WebhookVendor.Proof;
import dev.rebound.migrate.SetupException;
import java.security.SecureRandom;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of a new webhook that describe its sender. */
final class WebhookSenderOptions {
  private static final String SECRET = "WEBHOOK_SECRET";

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
   * Creates the sender.
   *
   * @throws SetupException when the options do not fit the vendor
   */
  NewSender create() {
    WebhookVendor vendor =
        WebhookVendor.of(from)
            .orElseThrow(
                () -> new SetupException("--from must be one of: " + WebhookVendor.labels()));
    NewSender.Input input =
        new NewSender.Input(
            vendor,
            Optional.ofNullable(publicKey),
            Optional.ofNullable(secret).or(() -> defaultSecret(vendor)),
            Optional.ofNullable(topicArn));
    try {
      return NewSender.of(input, new SecureRandom());
    } catch (NewSender.InvalidInputException e) {
      throw new SetupException("--" + e.option() + " " + e.getMessage(), e);
    }
  }

  private static Optional<String> defaultSecret(WebhookVendor vendor) {
    boolean hasSecret = vendor.proof() != Proof.SNS && !vendor.proof().isSecret("");
    return hasSecret ? Optional.ofNullable(Environment.variables().get(SECRET)) : Optional.empty();
  }
}
