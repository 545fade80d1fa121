package dev.rebound.api.management;

import dev.rebound.api.wire.Result;
import dev.rebound.domain.NewSender;
import dev.rebound.domain.WebhookVendor;
import dev.rebound.domain.WebhookVendor.Proof;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;

/** {@code POST /rebound/v1/webhooks}. */
record WebhookRequest(String label, NewSender sender) {
  private static final String FROM = "from";

  /**
   * Reads a body, and generates a password where the vendor needs one.
   *
   * @param knowsUrl whether the service knows its public URL, which some vendors sign
   */
  static Result<WebhookRequest> read(JsonObject json, boolean knowsUrl, SecureRandom random) {
    Members members = new Members(json, Set.of("label", FROM, "public_key", "secret", "topic_arn"));
    String label = members.label();
    Optional<WebhookVendor> vendor =
        WebhookVendor.of(members.text(FROM).orElse(WebhookVendor.SENDGRID.label()));
    Optional<String> publicKey = members.text("public_key");
    Optional<String> secret = members.text("secret");
    Optional<String> topicArn = members.text("topic_arn");
    if (vendor.isEmpty()) {
      members.error(FROM, "must be one of: " + WebhookVendor.labels());
      return members.finish(() -> null);
    }
    if (vendor.get().proof() == Proof.SIGNED_FORM && !knowsUrl) {
      members.error(FROM, vendor.get().label() + " signs the URL: set REBOUND_HTTP_PUBLIC_URL");
    }
    try {
      NewSender sender =
          NewSender.of(new NewSender.Input(vendor.get(), publicKey, secret, topicArn), random);
      return members.finish(() -> new WebhookRequest(label, sender));
    } catch (NewSender.InvalidInputException e) {
      members.error(e.option().replace('-', '_'), e.getMessage());
      return members.finish(() -> null);
    }
  }
}
