package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.api.rebound.WebhookEndpoint;
import dev.rebound.bus.Operations;
import dev.rebound.domain.SigningKey;
import dev.rebound.domain.Webhook;
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
    description = "Create, list and revoke the URLs that receive SendGrid's Event Webhook.",
    synopsisSubcommandLabel = "COMMAND")
public final class WebhookCommand {
  private static final String SIGNED_HINT =
      "Enter this URL in SendGrid's Event Webhook settings, for bounced and dropped events that are"
          + " signed with the key given here.";
  private static final String UNSIGNED_HINT =
      "Requests to this URL need an API key of the account with the scope"
          + " suppression.bounces.create, as Authorization: Bearer. SendGrid sends no such header:"
          + " for its signed events, create a webhook with --public-key.";
  private static final String PUBLIC_URL_HINT =
      "SendGrid must reach this URL: set rebound.http.public-url to the service's public URL.";

  @Command(name = "create", description = "Create a webhook and print its URL.")
  void create(
      @Mixin AccountOption account,
      @Option(
              names = "--public-key",
              paramLabel = "BASE64",
              description =
                  "The verification key that SendGrid shows (MFkw...). Requests must be signed with"
                      + " it. Default: requests need an API key instead.")
          String publicKey,
      @Option(
              names = "--label",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "A name for the webhook in rebound webhook list.")
          String label) {
    Optional<SigningKey> key = Optional.ofNullable(publicKey).map(WebhookCommand::parseKey);
    Webhook.Id id = Webhook.Id.random(new SecureRandom());
    Settings settings = Settings.of(System.getenv());
    try (StoreSession store = StoreSession.open(settings)) {
      Webhook.CreateRequest request = new Webhook.CreateRequest(account.name, id, key, label);
      if (!store.request(Operations.CREATE_WEBHOOK, request)) {
        throw StoreSession.unknownAccount(account.name);
      }
      System.out.println(settings.http().baseUrl() + WebhookEndpoint.path(id));
      // Standard output holds the URL alone, for scripts.
      System.err.println(key.isPresent() ? SIGNED_HINT : UNSIGNED_HINT);
      if (settings.http().publicUrl().isEmpty()) {
        System.err.println(PUBLIC_URL_HINT);
      }
    }
  }

  private static SigningKey parseKey(String text) {
    return SigningKey.parse(text)
        .orElseThrow(
            () ->
                new SetupException(
                    "the public key must be the base64 text of an ECDSA key on the curve P-256, as"
                        + " SendGrid shows it: MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE..."));
  }

  @Command(name = "list", description = "List all webhooks by their ids.")
  void list() {
    try (StoreSession store = StoreSession.open()) {
      ConsoleTable table =
          new ConsoleTable("WEBHOOK ID", "ACCOUNT", "SENDER", "LABEL", "CREATED", "REVOKED");
      for (Webhook.Info webhook :
          store.request(Operations.LIST_WEBHOOKS, Operations.Empty.INSTANCE)) {
        table.add(
            webhook.id().text(),
            webhook.accountName(),
            webhook.isSigned() ? "signs" : "needs a key",
            webhook.label(),
            webhook.createdAt(),
            webhook.revokedAt().orElse(null));
      }
      System.out.print(table);
    }
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
