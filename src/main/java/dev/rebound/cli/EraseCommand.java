package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.bus.Operations;
import dev.rebound.domain.DeletionEntry;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.Erasure;
import dev.rebound.migrate.SetupException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rebound erase}. */
@Command(
    name = "erase",
    description =
        "Erase an address from an account and all accounts below it: its row, its kept deleted rows and"
            + " the memory of its removal. Its events become anonymous. All totals stay. This cannot be"
            + " undone.")
public final class EraseCommand implements Runnable {
  @Parameters(paramLabel = "EMAIL", description = "The address to erase.")
  private String text;

  @Option(
      names = "--keep-blocked",
      description =
          "Lists that have the address still block it, by a hash with the key REBOUND_ERASE_KEY. No part"
              + " of the address stays.")
  private boolean keepsBlocked;

  @Mixin private AccountOption account;

  @Override
  public void run() {
    EmailAddress email =
        EmailAddress.parse(text)
            .orElseThrow(() -> new SetupException("EMAIL must be an email address"));
    DeletionEntry.Origin origin =
        DeletionEntry.Origin.now(DeletionEntry.Kind.ERASE, Optional.empty(), Optional.empty());
    Settings settings = Settings.of(Environment.variables());
    if (keepsBlocked && settings.eraseKey().isEmpty()) {
      throw new SetupException("--keep-blocked needs the setting REBOUND_ERASE_KEY");
    }
    try (StoreSession store = StoreSession.open(settings)) {
      Erasure erasure = new Erasure(store.accountId(account.name), email, keepsBlocked, origin);
      Erasure.Result erased = store.request(Operations.ERASE, erasure);
      System.out.printf(
          "%d rows deleted, %d events made anonymous in %d accounts%n",
          erased.rows(), erased.events(), erased.accounts());
      if (keepsBlocked) {
        System.out.printf("%d accounts still block the address%n", erased.kept());
      }
    }
  }
}
