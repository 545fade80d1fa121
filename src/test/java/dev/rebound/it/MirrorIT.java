package dev.rebound.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.ServiceProcess;
import dev.rebound.support.ServiceProcess.Outcome;
import dev.rebound.support.TestService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code rebound mirror} as its operator runs it, between two accounts of one service. */
@Timeout(180)
class MirrorIT {
  private static final String UNKNOWN_KEY = "SG." + "k".repeat(22) + "." + "s".repeat(43);

  private final TestService service = TestService.shared();
  private final Api there = service.account();
  private final String account = service.createAccount(Account.ROOT, null);
  private final Api here = service.api(service.createKey(account, Scope.ALL));

  @Test
  void aListIsPulledOnceAndARowThatIsGoneThereIsDeletedHere() {
    there.ingest(BounceRow.at(5, "a@x.org").because("gone", "5.1.1"), BounceRow.at(6, "b@x.org"));
    Outcome first = mirror(there.key(), "--once");
    assertEquals(0, first.exitCode(), first.errors());
    String line =
        "full pass: 2 remote rows, 2 added, 0 updated, 0 unchanged, 0 removed remotely, 0 rejected, ";
    assertTrue(first.output().matches(line + "\\d+\\.\\d s\n"), first.output());
    assertEquals(there.list(), here.list());
    there.delete(Api.BOUNCES + "/a@x.org");
    Outcome second = mirror(there.key(), "--once", "--delete");
    assertTrue(second.output().contains(" 1 unchanged, 1 removed remotely (1 deleted), "));
    assertEquals(there.list(), here.list());
  }

  @Test
  void whatStandsInTheWayIsSaidInOneLineWithoutTheKey() {
    assertFails("rejected the key (401)", mirror(UNKNOWN_KEY, "--once"));
    assertFails("SENDGRID_API_KEY", mirror("", "--once"));
    assertFails("--every must be a number from 1 to 1440", mirror("k", "--once", "--every", "0"));
    assertFails("--full-every must be", mirror("k", "--once", "--full-every", "9999"));
    assertFails(
        "https://",
        ServiceProcess.run(
            environment(there.key()), "mirror", "--once", "--from", "http://192.0.2.1"));
    assertFails(
        "there is no account nobody",
        ServiceProcess.run(
            environment(there.key()), "mirror", "--from", there.url(), "--account", "nobody"));
  }

  @Test
  void oneThatRunsOnEndsAtOnceWhenItIsTold() throws Exception {
    there.ingest(BounceRow.at(5, "a@x.org"));
    String[] arguments = {"mirror", "--account", account, "--from", there.url()};
    Process mirror = ServiceProcess.begin(environment(there.key()), arguments);
    assertTrue(mirror.inputReader().readLine().startsWith("full pass: 1 remote rows, 1 added, "));
    mirror.destroy();
    assertTrue(mirror.waitFor(20, TimeUnit.SECONDS));
    // 128 and the number of the signal.
    assertEquals(143, mirror.exitValue());
    assertEquals(there.list(), here.list());
  }

  private Outcome mirror(String key, String... options) {
    List<String> arguments = new ArrayList<>(List.of("mirror", "--account", account));
    arguments.addAll(List.of("--from", there.url()));
    arguments.addAll(List.of(options));
    return ServiceProcess.run(environment(key), arguments.toArray(String[]::new));
  }

  private Map<String, String> environment(String key) {
    Map<String, String> environment = new HashMap<>();
    environment.put("REBOUND_DATABASE_URL", service.databaseUrl());
    environment.put("SENDGRID_API_KEY", key);
    return environment;
  }

  private static void assertFails(String because, Outcome outcome) {
    assertEquals(1, outcome.exitCode(), outcome.output() + outcome.errors());
    List<String> lines = outcome.errors().lines().filter(line -> !line.contains(" INFO ")).toList();
    assertEquals(1, lines.size(), outcome.errors());
    assertTrue(lines.get(0).startsWith("rebound: "), outcome.errors());
    assertTrue(lines.get(0).contains(because), outcome.errors());
    assertFalse(outcome.errors().contains("SG."), outcome.errors());
  }
}
