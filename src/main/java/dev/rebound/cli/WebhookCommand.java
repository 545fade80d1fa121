package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.api.rebound.WebhookEndpoint;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.SigningKey;
import dev.rebound.domain.Webhook;
import dev.rebound.domain.WebhookId;
import dev.rebound.migrate.SetupException;
import java.security.SecureRandom;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rebound webhook}. */
@Command(
    name = "webhook",
    description = "Create, list and revoke the URLs at which SendGrid's Event Webhook arrives.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class WebhookCommand implements Runnable {
  private static final String NEXT_SIGNED =
      "Have SendGrid's Event Webhook post to this URL: bounced and dropped events, signed with the"
          + " key given here.";
  private static final String NEXT_UNSIGNED =
      "Whoever posts to this URL needs an API key of the account with the scope"
          + " suppression.bounces.create, as Authorization: Bearer. SendGrid itself sends none: for"
          + " what it signs create a webhook with --public-key.";
  private static final String NO_PUBLIC_URL =
      "SendGrid has to reach it; set rebound.http.public-url to the service's public URL.";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say create, list or revoke");
  }

  @Command(
      name = "create",
      description = "Create a webhook and print its URL.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  int create(
      @Option(
              names = "--account",
              paramLabel = "NAME",
              defaultValue = Account.ROOT,
              description = "Whose events arrive there. Default: ${DEFAULT-VALUE}.")
          String account,
      @Option(
              names = "--public-key",
              paramLabel = "BASE64",
              description =
                  "The verification key that SendGrid shows (MFkw...): only what is signed with it is"
                      + " taken. Default: an API key is needed.")
          String publicKey,
      @Option(
              names = "--label",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "What you call it.")
          String label) {
    Optional<SigningKey> key = Optional.ofNullable(publicKey).map(WebhookCommand::signingKey);
    WebhookId id = WebhookId.random(new SecureRandom());
    Settings settings = Settings.of(System.getenv());
    try (StoreSession store = StoreSession.join(settings)) {
      if (!store.ask(
          Operations.CREATE_WEBHOOK, new Webhook.CreateRequest(account, id, key, label))) {
        throw new SetupException("there is no account " + account + "; see rebound account list");
      }
      System.out.println(settings.http().baseUrl() + WebhookEndpoint.path(id));
      // Not on standard output, from which a script takes the URL.
      System.err.println(key.isPresent() ? NEXT_SIGNED : NEXT_UNSIGNED);
      if (settings.http().publicUrl().isEmpty()) {
        System.err.println(NO_PUBLIC_URL);
      }
      return 0;
    }
  }

  private static SigningKey signingKey(String text) {
    return SigningKey.parse(text)
        .orElseThrow(
            () ->
                new SetupException(
                    "the public key must be the base64 text of an ECDSA key on the curve P-256, as"
                        + " SendGrid shows it: MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE..."));
  }

  @Command(
      name = "list",
      description = "List the webhooks by their ids.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  int list() {
    try (StoreSession store = StoreSession.join(Settings.of(System.getenv()))) {
      Table table = new Table("WEBHOOK ID", "ACCOUNT", "SENDER", "LABEL", "CREATED", "REVOKED");
      for (Webhook.Info webhook : store.ask(Operations.LIST_WEBHOOKS, Operations.Empty.INSTANCE)) {
        table.add(
            webhook.id().text(),
            webhook.accountName(),
            webhook.isSigned() ? "signs" : "needs a key",
            webhook.label(),
            webhook.createdAt(),
            webhook.revokedAt().orElse(null));
      }
      System.out.print(table);
      return 0;
    }
  }

  @Command(
      name = "revoke",
      description =
          "Make a webhook stop working, within the seconds that rebound.http.key-cache-seconds says.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  int revoke(
      @Parameters(paramLabel = "WEBHOOK", description = "The webhook's id, or its whole URL.")
          String text) {
    Optional<WebhookId> id = WebhookId.parse(text.substring(text.lastIndexOf('/') + 1));
    try (StoreSession store = StoreSession.join(Settings.of(System.getenv()))) {
      if (id.isEmpty() || !store.ask(Operations.REVOKE_WEBHOOK, id.get())) {
        throw new SetupException("no working webhook has this id; see rebound webhook list");
      }
      System.out.println("Revoked.");
      return 0;
    }
  }
}
