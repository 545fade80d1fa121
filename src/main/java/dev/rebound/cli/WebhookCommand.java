package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.api.rebound.WebhookEndpoint;
import dev.rebound.bus.Operations;
import dev.rebound.domain.NewSender;
import dev.rebound.domain.Webhook;
import dev.rebound.domain.WebhookVendor.Proof;
import dev.rebound.migrate.SetupException;
import java.security.SecureRandom;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rebound webhook}. */
@Command(
    name = "webhook",
    description = {
      "Create, list and revoke the URLs that receive the webhooks of SendGrid and other vendors.",
      "Set a vendor's secret in WEBHOOK_SECRET: other users of the machine can read a command line."
    },
    synopsisSubcommandLabel = "COMMAND")
public final class WebhookCommand {
  private static final String SIGNED_HINT =
      "Enter this URL in SendGrid's Event Webhook settings, for bounced and dropped events that are"
          + " signed with the key given here.";
  private static final String UNSIGNED_HINT =
      "Requests to this URL need an API key of the account with the scope"
          + " suppression.bounces.create, as Authorization: Bearer. SendGrid sends no such header:"
          + " for its signed events, create a webhook with --public-key.";
  private static final String SECRET_HINT =
      "Enter this URL in the vendor's webhook settings. Deliveries must be signed with the given"
          + " secret.";
  private static final String SNS_HINT =
      "Subscribe this URL to the SNS topic, with the protocol of the URL and without raw message"
          + " delivery. The service confirms the subscription.";
  private static final String PASSWORD_HINT =
      "Enter this URL in the vendor's webhook settings. It contains a password, which is not shown"
          + " again. A vendor with fields of its own for basic authentication or a bearer token gets"
          + " the parts of the URL there.";
  private static final String PUBLIC_URL_HINT =
      "The vendor must reach this URL: set rebound.http.public-url to the service's public URL.";

  @Command(name = "create", description = "Create a webhook and print its URL.")
  void create(
      @Mixin AccountOption account,
      @Mixin WebhookSenderOptions options,
      @Option(
              names = "--label",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "A name for the webhook in rebound webhook list.")
          String label) {
    NewSender created = options.create();
    Webhook.Sender sender = created.sender();
    Webhook.Id id = Webhook.Id.random(new SecureRandom());
    Settings settings = Settings.of(Environment.variables());
    if (sender.vendor().proof() == Proof.SIGNED_FORM && settings.http().publicUrl().isEmpty()) {
      throw new SetupException(
          sender.vendor().label()
              + " signs the URL: set rebound.http.public-url, for the service too");
    }
    try (StoreSession store = StoreSession.open(settings)) {
      Webhook.CreateRequest request = new Webhook.CreateRequest(account.name, id, sender, label);
      if (!store.request(Operations.CREATE_WEBHOOK, request)) {
        throw StoreSession.unknownAccount(account.name);
      }
      String base = settings.http().baseUrl();
      // Standard output holds the URL alone, for scripts.
      System.out.println(created.withPassword(base) + WebhookEndpoint.path(id));
      System.err.println(hint(sender));
      if (settings.http().publicUrl().isEmpty()) {
        System.err.println(PUBLIC_URL_HINT);
      }
    }
  }

  private static String hint(Webhook.Sender sender) {
    return switch (sender.vendor().proof()) {
      case PUBLIC_KEY -> sender.needsApiKey() ? UNSIGNED_HINT : SIGNED_HINT;
      case PASSWORD -> PASSWORD_HINT;
      case SNS -> SNS_HINT;
      default -> SECRET_HINT;
    };
  }

  @Command(name = "list", description = "List all webhooks by their ids.")
  void list() {
    try (StoreSession store = StoreSession.open()) {
      ConsoleTable table =
          new ConsoleTable(
              "WEBHOOK ID", "ACCOUNT", "FROM", "SENDER", "LABEL", "CREATED", "REVOKED");
      for (Webhook.Info webhook :
          store.request(Operations.LIST_WEBHOOKS, Operations.Empty.INSTANCE)) {
        table.add(
            webhook.id().text(),
            webhook.accountName(),
            webhook.vendor().label(),
            senderProof(webhook),
            webhook.label(),
            webhook.createdAt(),
            webhook.revokedAt().orElse(null));
      }
      System.out.print(table);
    }
  }

  private static String senderProof(Webhook.Info webhook) {
    if (webhook.needsApiKey()) {
      return "needs a key";
    }
    return webhook.vendor().proof() == Proof.PASSWORD ? "has a password" : "signs";
  }

  @Command(
      name = "revoke",
      description =
          "Revoke a webhook. It stops working within rebound.http.key-cache-seconds (5 by default).")
  void revoke(
      @Parameters(paramLabel = "WEBHOOK", description = "The webhook's id or its URL.")
          String text) {
    Optional<Webhook.Id> id = Webhook.Id.parse(text.substring(text.lastIndexOf('/') + 1));
    try (StoreSession store = StoreSession.open()) {
      if (id.isEmpty() || !store.request(Operations.REVOKE_WEBHOOK, id.get())) {
        throw new SetupException("no working webhook has this id; see rebound webhook list");
      }
      System.out.println("Revoked.");
    }
  }
}
