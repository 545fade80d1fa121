package dev.rebound.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.embedded.TestPostgres;
import dev.rebound.support.Api;
import dev.rebound.support.Commands;
import dev.rebound.support.ServiceProcess;
import dev.rebound.support.ServiceProcess.Outcome;
import dev.rebound.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands that run beside a service, on its embedded database. */
@Timeout(180)
class ServiceCommandsIT {
  private static Path dataDir;
  private static Path jsonFile;
  private static Commands commands;
  private static Commands packaged;
  private static ServiceProcess service;
  private static Api api;

  @BeforeAll
  static void start() throws IOException {
    dataDir = Files.createTempDirectory("rebound-start");
    TestPostgres.linkPrograms(dataDir);
    jsonFile = Files.createTempFile("bounces", ".json");
    Map<String, String> settings =
        Map.of("REBOUND_DATA_DIR", dataDir.toString(), "REBOUND_ERASE_KEY", "k".repeat(32));
    commands = Commands.inProcess(settings);
    packaged = Commands.packaged(settings);
    service = ServiceProcess.startShort(settings);
    api = service.api();
  }

  @AfterAll
  static void stop() throws IOException {
    service.close();
    TestDatabase.delete(dataDir);
    Files.delete(jsonFile);
  }

  @Test
  void theFirstStartPrintsAKeyAndStoresItForItsOwnerOnly() throws IOException {
    Path file = dataDir.resolve("api-key");
    assertEquals(api.key(), Files.readString(file).strip());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(api.key().matches("SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}"));
    assertEquals(200, api.get("/v3/scopes").statusCode());
  }

  @Test
  void commandsReadAndChangeTheDatabaseOfARunningService() throws IOException {
    packaged.assertSucceeds("account", "create", "shop", "--external-id", "42");
    assertTrue(commands.assertSucceeds("account", "list").output().contains("shop"));
    String key =
        commands
            .assertSucceeds(
                "key", "create", "--account", "shop", "--scope", "suppression.bounces.read")
            .output()
            .strip();
    Files.writeString(
        jsonFile,
        "{\"email\":\"a@example.com\"}\n{\"email\":\"nobody\"}\n{\"email\":\"b@example.com\"}\n");
    Outcome imported = commands.assertSucceeds("import", "--account", "shop", jsonFile.toString());
    assertEquals("2 added, 0 updated, 0 duplicates, 1 rejected\n", imported.output());
    assertTrue(imported.errors().contains("row 1: email"), imported.errors());
    Api shop = service.api(key);
    assertTrue(shop.get("/v3/suppression/bounces").body().contains("a@example.com"));
    assertEquals(403, shop.delete("/v3/suppression/bounces/a@example.com").statusCode());
    assertEquals(
        shop.get("/v3/suppression/bounces").body(),
        api.with("on-behalf-of", "account-id 42").get("/v3/suppression/bounces").body());
    String id = key.split("\\.")[1];
    assertTrue(commands.assertSucceeds("key", "list").output().contains(id));
    commands.assertSucceeds("key", "revoke", id);
    commands.assertFails("no working key has this id", "key", "revoke", id);
    commands.assertFails("taken", "account", "create", "shop");
    commands.assertFails(
        "there is no account nobody", "import", "--account", "nobody", jsonFile.toString());
    commands.assertFails("no such file", "import", "/nonexistent");
  }

  @Test
  void verifyFindsTheCountsOfARunningServiceCorrect() {
    api.ingest("{\"email\":\"counted@example.com\"}");
    assertTrue(commands.assertSucceeds("verify").output().contains("correct"));
    assertTrue(commands.assertSucceeds("verify", "--repair").output().contains("correct"));
  }

  @Test
  void undeletePutsTheRowsOfADeletionBack() {
    api.ingest("{\"email\":\"back@example.com\"}");
    api.delete(Api.BOUNCES + "/back@example.com");
    String deletions = api.get("/rebound/v1/deletions?limit=1").body();
    String id = deletions.replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1");
    assertEquals(
        "1 rows of account root restored, 0 were on the list already\n",
        commands.assertSucceeds("undelete", "--deletion", id).output());
    assertTrue(api.get(Api.BOUNCES + "/back@example.com").body().contains("back@example.com"));
    commands.assertFails("no deletion with this id", "undelete", "--deletion", id);
    assertTrue(commands.assertSucceeds("verify").output().contains("correct"));
  }

  @Test
  void eraseRemovesAnAddress() {
    api.ingest("{\"email\":\"erased@example.com\"}");
    String report = commands.assertSucceeds("erase", "Erased@Example.com").output();
    assertTrue(report.startsWith("1 rows deleted, 1 events made anonymous in "), report);
    assertEquals("[]", api.get(Api.BOUNCES + "/erased@example.com").body());
    commands.assertFails("EMAIL must be an email address", "erase", "nobody");
    commands.assertFails(
        "there is no account nobody", "erase", "a@example.com", "--account", "nobody");
    Commands keyless = Commands.inProcess(Map.of("REBOUND_DATA_DIR", dataDir.toString()));
    keyless.assertFails(
        "--keep-blocked needs the setting REBOUND_ERASE_KEY",
        "erase",
        "a@example.com",
        "--keep-blocked");
    assertTrue(commands.assertSucceeds("verify").output().contains("correct"));
  }

  @Test
  void eraseKeepsAnAddressBlockedByItsHash() {
    String email = "kept@example.com";
    api.ingest("{\"email\":\"" + email + "\"}");
    String report = commands.assertSucceeds("erase", email, "--keep-blocked").output();
    assertTrue(report.startsWith("1 rows deleted, 1 events made anonymous in "), report);
    assertTrue(report.endsWith("\n1 accounts still block the address\n"), report);
    // The service stores no event of the address, and with it learns at once of the first hash.
    String again = api.post(Api.INGEST, "{\"email\":\"" + email + "\"}").body();
    assertTrue(again.startsWith("{\"added\":0,\"updated\":0,\"duplicates\":1,"), again);
    assertTrue(
        api.get(Api.BOUNCES + "/" + email).body().contains("erased at the person's request"));
    assertFalse(api.list().contains(email));
    assertTrue(commands.assertSucceeds("verify").output().contains("correct"));
    assertEquals(204, api.delete(Api.BOUNCES + "/" + email).statusCode());
  }

  @Test
  void aSecondServiceReportsADataFolderInUse() {
    packaged.assertFails("in use", "serve");
  }

  @Test
  void anAccountWithoutAParentIsAChildOfRoot() {
    String help = commands.assertSucceeds("account", "create", "--help").output();
    assertTrue(
        help.replaceAll("\\s+", " ").contains("without this option the account is a child of root"),
        help);
    assertEquals(
        "Created account orphan, a child of root.\n",
        commands.assertSucceeds("account", "create", "orphan").output());
    assertEquals(
        "Created account grandchild, a child of orphan.\n",
        commands.assertSucceeds("account", "create", "grandchild", "--parent", "orphan").output());
  }

  @Test
  void aSubcommandHasHelp() {
    assertTrue(commands.assertSucceeds("key", "create", "--help").output().contains("--scope"));
  }
}
