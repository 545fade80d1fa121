package dev.rebound.cli;

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
      "Count all events and all rows of the bounce lists again, and compare them with the stored totals.",
      "Prints how many totals differ, for each account. The service may run meanwhile.",
      "The exit code is 1 if totals differ and are not repaired."
    })
public final class VerifyCommand implements Callable<Integer> {
  @Option(names = "--repair", description = "Correct the totals that differ.")
  private boolean repair;

  @Override
  public Integer call() {
    try (StoreSession store = StoreSession.open()) {
      ConsoleTable table = new ConsoleTable("ACCOUNT", "BY CLASS", "BY DOMAIN", "LIST", "");
      boolean isClean = true;
      for (Account account : store.request(Operations.LIST_ACCOUNTS, Operations.Empty.INSTANCE)) {
        Verification found =
            store.request(Operations.VERIFY, new Verification.Request(account.id(), repair));
        isClean &= found.isClean();
        table.add(
            account.name(),
            found.bounceDays(),
            found.domainDays(),
            found.listDays(),
            found.isClean() ? "correct" : repair ? "repaired" : "differs");
      }
      System.out.print(table);
      return isClean || repair ? 0 : 1;
    }
  }
}
