package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.migrate.SetupException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rebound account}. */
@Command(
    name = "account",
    description = "Create and list accounts: subusers, and customer accounts with an account-id.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class AccountCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say create or list");
  }

  @Command(
      name = "create",
      description = "Create an account with a bounce list of its own.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  int create(
      @Parameters(
              paramLabel = "NAME",
              description = "The subuser's username, as on-behalf-of names it.")
          String name,
      @Option(
              names = "--parent",
              paramLabel = "NAME",
              defaultValue = Account.ROOT,
              description =
                  "The account whose keys may act on its behalf. Default: ${DEFAULT-VALUE}.")
          String parent,
      @Option(
              names = "--external-id",
              paramLabel = "ID",
              description = "What on-behalf-of names it by after \"account-id\".")
          String externalId) {
    Account.CreateRequest account = newAccount(name, parent, externalId);
    try (StoreSession store = StoreSession.join(Settings.of(System.getenv()))) {
      switch (store.ask(Operations.CREATE_ACCOUNT, account)) {
        case UNKNOWN_PARENT -> throw new SetupException("there is no account " + parent);
        case TAKEN ->
            throw new SetupException(
                "the account name or external id is taken; see rebound account list");
        case CREATED -> System.out.println("Created account " + name + ".");
      }
      return 0;
    }
  }

  private static Account.CreateRequest newAccount(String name, String parent, String externalId) {
    try {
      return new Account.CreateRequest(name, parent, Optional.ofNullable(externalId));
    } catch (IllegalArgumentException e) {
      throw new SetupException(e.getMessage());
    }
  }

  @Command(
      name = "list",
      description = "List the accounts.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  int list() {
    try (StoreSession store = StoreSession.join(Settings.of(System.getenv()))) {
      Table table = new Table("NAME", "PARENT", "EXTERNAL ID");
      for (Account account : store.ask(Operations.LIST_ACCOUNTS, Operations.Empty.INSTANCE)) {
        table.add(
            account.name(), account.parentName().orElse(null), account.externalId().orElse(null));
      }
      System.out.print(table);
      return 0;
    }
  }
}
