package dev.rebound.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.Commands;
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

/** {@code rebound mirror} between two accounts of one service. */
@Timeout(180)
class MirrorIT {
  private static final String UNKNOWN_KEY = "SG." + "k".repeat(22) + "." + "s".repeat(43);

  private final TestService service = TestService.shared();
  private final Api there = service.account();
  private final String account = service.createAccount(Account.ROOT, null);
  private final Api here = service.api(service.createKey(account, Scope.ALL));

  @Test
  void aPassCopiesTheListAndDeletesRowsThatTheOtherServiceRemoved() {
    there.ingest(BounceRow.at(5, "a@x.org").because("gone", "5.1.1"), BounceRow.at(6, "b@x.org"));
    Outcome first = mirror("--once");
    String line =
        "full pass: 2 remote rows, 2 added, 0 updated, 0 unchanged, 0 removed remotely, 0 rejected, ";
    assertTrue(first.output().matches(line + "\\d+\\.\\d s\n"), first.output());
    assertEquals(there.list(), here.list());
    there.delete(Api.BOUNCES + "/a@x.org");
    Outcome second = mirror("--once", "--delete");
    assertTrue(second.output().contains(" 1 unchanged, 1 removed remotely (1 deleted), "));
    assertEquals(there.list(), here.list());
  }

  @Test
  void failuresAreReportedInOneLineWithoutTheKey() {
    assertFails("rejected the key (401)", environment(UNKNOWN_KEY), arguments("--once"));
    assertFails("SENDGRID_API_KEY", environment(""), arguments("--once"));
    assertFails(
        "https://", environment(there.key()), "mirror", "--once", "--from", "http://192.0.2.1");
    assertFails(
        "there is no account nobody",
        environment(there.key()),
        "mirror",
        "--from",
        there.url(),
        "--account",
        "nobody");
  }

  @Test
  void aRunningMirrorEndsOnASignal() throws Exception {
    there.ingest(BounceRow.at(5, "a@x.org"));
    Process mirror = ServiceProcess.begin(environment(there.key()), arguments());
    assertTrue(mirror.inputReader().readLine().startsWith("full pass: 1 remote rows, 1 added, "));
    mirror.destroy();
    assertTrue(mirror.waitFor(20, TimeUnit.SECONDS));
    // 128 and the number of the signal.
    assertEquals(143, mirror.exitValue());
    assertEquals(there.list(), here.list());
  }

  private Outcome mirror(String... options) {
    return Commands.inProcess(environment(there.key())).assertSucceeds(arguments(options));
  }

  private String[] arguments(String... options) {
    List<String> arguments = new ArrayList<>(List.of("mirror", "--account", account));
    arguments.addAll(List.of("--from", there.url()));
    arguments.addAll(List.of(options));
    return arguments.toArray(String[]::new);
  }

  private Map<String, String> environment(String key) {
    Map<String, String> environment = new HashMap<>();
    environment.put("REBOUND_DATABASE_URL", service.databaseUrl());
    environment.put("SENDGRID_API_KEY", key);
    return environment;
  }

  private static void assertFails(String cause, Map<String, String> settings, String... options) {
    Outcome outcome = Commands.inProcess(settings).assertFails(cause, options);
    assertFalse(outcome.errors().contains("SG."), outcome.errors());
  }
}
