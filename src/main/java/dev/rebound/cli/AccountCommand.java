package dev.rebound.cli;

import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.migrate.SetupException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rebound account}. */
@Command(
    name = "account",
    description = "Create and list accounts: subusers, and customer accounts with an account-id.",
    synopsisSubcommandLabel = "COMMAND")
public final class AccountCommand {

  @Command(name = "create", description = "Create an account with its own bounce list.")
  void create(
      @Parameters(
              paramLabel = "NAME",
              description =
                  "The subuser's username: 1 to "
                      + Account.CreateRequest.MAX_LENGTH
                      + " visible ASCII characters. Requests select it with on-behalf-of: NAME.")
          String name,
      @Option(
              names = "--parent",
              paramLabel = "NAME",
              defaultValue = Account.ROOT,
              description =
                  "The account whose keys may act on its behalf. Default: ${DEFAULT-VALUE}; without"
                      + " this option the account is a child of root, whose keys read and delete"
                      + " its list.")
          String parent,
      @Option(
              names = "--external-id",
              paramLabel = "ID",
              description = "A second name. Requests select it with on-behalf-of: account-id ID.")
          String externalId) {
    Account.CreateRequest request =
        SetupException.requireValid(
            "", () -> new Account.CreateRequest(name, parent, Optional.ofNullable(externalId)));
    try (StoreSession store = StoreSession.open()) {
      switch (store.request(Operations.CREATE_ACCOUNT, request)) {
        case UNKNOWN_PARENT -> throw StoreSession.unknownAccount(parent);
        case TAKEN ->
            throw new SetupException(
                "the account name or external id is taken; see rebound account list");
        case CREATED ->
            System.out.println("Created account " + name + ", a child of " + parent + ".");
      }
    }
  }

  @Command(name = "list", description = "List all accounts.")
  void list() {
    try (StoreSession store = StoreSession.open()) {
      ConsoleTable table = new ConsoleTable("NAME", "PARENT", "EXTERNAL ID");
      for (Account account : store.request(Operations.LIST_ACCOUNTS, Operations.Empty.INSTANCE)) {
        table.add(
            account.name(), account.parentName().orElse(null), account.externalId().orElse(null));
      }
      System.out.print(table);
    }
  }
}
