package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.bus.Operations;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Scope;
import dev.rebound.migrate.SetupException;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rebound key}. */
@Command(
    name = "key",
    description = "Create, list and revoke API keys.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class KeyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say create, list or revoke");
  }

  @Command(
      name = "create",
      description = "Create a key and print it. It cannot be shown again.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  int create(
      @Option(
              names = "--account",
              paramLabel = "NAME",
              required = true,
              description = "Whose key it is; the account made first is called root.")
          String account,
      @Option(
              names = "--scope",
              paramLabel = "SCOPE",
              split = ",",
              description =
                  "What it may do, such as suppression.bounces.read; repeatable. Default: everything.")
          List<String> scopes,
      @Option(
              names = "--label",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "What you call it.")
          String label) {
    ApiKey key = ApiKey.random(new SecureRandom());
    ApiKey.CreateRequest newKey =
        new ApiKey.CreateRequest(account, key.id(), key.hash(), scopes(scopes), label);
    try (StoreSession store = StoreSession.join(Settings.of(System.getenv()))) {
      if (!store.ask(Operations.CREATE_KEY, newKey)) {
        throw new SetupException("there is no account " + account + "; see rebound account list");
      }
      System.out.println(key.text());
      return 0;
    }
  }

  private static Set<Scope> scopes(List<String> labels) {
    if (labels == null) {
      return Scope.ALL;
    }
    Set<Scope> scopes = new LinkedHashSet<>();
    for (String label : labels) {
      scopes.add(
          Scope.of(label)
              .orElseThrow(() -> new SetupException("unknown scope; the scopes are " + names())));
    }
    return scopes;
  }

  private static String names() {
    return Scope.ALL.stream().sorted().map(Scope::label).collect(Collectors.joining(", "));
  }

  @Command(
      name = "list",
      description = "List the keys by their public ids.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  int list() {
    try (StoreSession store = StoreSession.join(Settings.of(System.getenv()))) {
      Table table = new Table("KEY ID", "ACCOUNT", "LABEL", "CREATED", "REVOKED", "SCOPES");
      for (ApiKey.Info key : store.ask(Operations.LIST_KEYS, Operations.Empty.INSTANCE)) {
        table.add(
            key.keyId(),
            key.accountName(),
            key.label(),
            key.createdAt(),
            key.revokedAt().orElse(null),
            scopeText(key.scopes()));
      }
      System.out.print(table);
      return 0;
    }
  }

  private static String scopeText(Set<Scope> scopes) {
    return scopes.equals(Scope.ALL)
        ? "all"
        : scopes.stream().sorted().map(Scope::label).collect(Collectors.joining(","));
  }

  @Command(
      name = "revoke",
      description =
          "Make a key stop working, within the seconds that rebound.http.key-cache-seconds says.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  int revoke(
      @Parameters(
              paramLabel = "KEY",
              description = "The key's id, its middle part; or the whole key.")
          String text) {
    String keyId = ApiKey.parse(text).map(ApiKey::id).orElse(text);
    try (StoreSession store = StoreSession.join(Settings.of(System.getenv()))) {
      if (!store.ask(Operations.REVOKE_KEY, keyId)) {
        throw new SetupException("no working key has this id; see rebound key list");
      }
      System.out.println("Revoked.");
      return 0;
    }
  }
}
