package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.Verification;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rebound verify}. */
@Command(
    name = "verify",
    description = {
      "Count every event and every row of the list again and compare with the kept totals.",
      "Works beside a running service, one repair at a time. Exit code 1 when something differs and is not repaired."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class VerifyCommand implements Callable<Integer> {
  @Option(names = "--repair", description = "Correct the totals that differ.")
  private boolean repair;

  @Override
  public Integer call() {
    try (StoreSession store = StoreSession.join(Settings.of(System.getenv()))) {
      Table table = new Table("ACCOUNT", "BY CLASS", "BY DOMAIN", "LIST", "");
      boolean isClean = true;
      for (Account account : store.ask(Operations.LIST_ACCOUNTS, Operations.Empty.INSTANCE)) {
        Verification found =
            store.ask(Operations.VERIFY, new Verification.Request(account.id(), repair));
        isClean &= found.isClean();
        table.add(
            account.name(), found.bounceDays(), found.domainDays(), found.listDays(), state(found));
      }
      System.out.print(table);
      return isClean || repair ? 0 : 1;
    }
  }

  private String state(Verification found) {
    if (found.isClean()) {
      return "right";
    }
    return repair ? "repaired" : "differs";
  }
}
