package dev.rebound.cli;

import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.DeletionEntry;
import dev.rebound.migrate.SetupException;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rebound undelete}. */
@Command(
    name = "undelete",
    description =
        "Put the rows of a deletion back on their list, as they were. An address that is on the list"
            + " again stays as it is. Rows are kept for rebound.deletions.keep-days (30 by default).")
public final class UndeleteCommand implements Runnable {
  @Option(
      names = "--deletion",
      paramLabel = "ID",
      required = true,
      description = "The id of the deletion in GET /rebound/v1/deletions.")
  private UUID id;

  @Override
  public void run() {
    try (StoreSession store = StoreSession.open()) {
      for (Account account : store.request(Operations.LIST_ACCOUNTS, Operations.Empty.INSTANCE)) {
        DeletionEntry.Undeletion undeletion = new DeletionEntry.Undeletion(account.id(), id);
        DeletionEntry.Restored found = store.request(Operations.UNDELETE, undeletion);
        if (found.kept() > 0) {
          System.out.println(report(account, found));
          return;
        }
      }
    }
    throw new SetupException("no deletion with this id has kept rows");
  }

  private static String report(Account account, DeletionEntry.Restored found) {
    return "%d rows of account %s restored, %d were on the list already"
        .formatted(found.restored(), account.name(), found.kept() - found.restored());
  }
}
