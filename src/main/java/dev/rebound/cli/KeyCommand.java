package dev.rebound.cli;

import dev.rebound.bus.Operations;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Scope;
import dev.rebound.migrate.SetupException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rebound key}. */
@Command(
    name = "key",
    description = "Create, list and revoke API keys.",
    synopsisSubcommandLabel = "COMMAND")
public final class KeyCommand {

  @Command(name = "create", description = "Create a key and print it. It is printed only once.")
  void create(
      @Option(
              names = "--account",
              paramLabel = "NAME",
              required = true,
              description = "The account that owns the key. The first account is called root.")
          String account,
      @Option(
              names = "--scope",
              paramLabel = "SCOPE",
              split = ",",
              description =
                  "A scope of the key, such as suppression.bounces.read. Repeatable. Default: all"
                      + " scopes.")
          List<String> scopes,
      @Option(
              names = "--label",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "A name for the key in rebound key list.")
          String label) {
    ApiKey key = ApiKey.random(new SecureRandom());
    ApiKey.CreateRequest request =
        new ApiKey.CreateRequest(account, key.id(), key.hash(), parseScopes(scopes), label);
    try (StoreSession store = StoreSession.open()) {
      if (!store.request(Operations.CREATE_KEY, request)) {
        throw StoreSession.unknownAccount(account);
      }
      System.out.println(key.text());
    }
  }

  private static Set<Scope> parseScopes(List<String> labels) {
    return labels == null
        ? Scope.ALL
        : labels.stream().map(KeyCommand::parseScope).collect(Collectors.toSet());
  }

  private static Scope parseScope(String label) {
    return Scope.of(label)
        .orElseThrow(
            () -> new SetupException("unknown scope; the scopes are " + join(", ", Scope.ALL)));
  }

  private static String join(String delimiter, Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::label).collect(Collectors.joining(delimiter));
  }

  @Command(name = "list", description = "List all keys by their public ids.")
  void list() {
    try (StoreSession store = StoreSession.open()) {
      ConsoleTable table =
          new ConsoleTable("KEY ID", "ACCOUNT", "LABEL", "CREATED", "REVOKED", "SCOPES");
      for (ApiKey.Info key : store.request(Operations.LIST_KEYS, Operations.Empty.INSTANCE)) {
        table.add(
            key.keyId(),
            key.accountName(),
            key.label(),
            key.createdAt(),
            key.revokedAt().orElse(null),
            key.scopes().equals(Scope.ALL) ? "all" : join(",", key.scopes()));
      }
      System.out.print(table);
    }
  }

  @Command(
      name = "revoke",
      description =
          "Revoke a key. It stops working within rebound.http.key-cache-seconds (5 by default).")
  void revoke(
      @Parameters(paramLabel = "KEY", description = "The key's id (its middle part) or the key.")
          String text) {
    String keyId = ApiKey.parse(text).map(ApiKey::id).orElse(text);
    try (StoreSession store = StoreSession.open()) {
      if (!store.request(Operations.REVOKE_KEY, keyId)) {
        throw new SetupException("no working key has this id; see rebound key list");
      }
      System.out.println("Revoked.");
    }
  }
}
