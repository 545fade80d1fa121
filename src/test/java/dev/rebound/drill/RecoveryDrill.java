package dev.rebound.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.embedded.PostgresNode;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A base backup and the archive of WAL bring back the list of a moment, as docs/operations.md
 * describes.
 */
@Timeout(300)
class RecoveryDrill {
  private static final String DELETE_ALL = "{\"delete_all\":true}";
  private static final String AFTER = "after@x.org";

  @Test
  void allThatWasAcknowledgedBeforeTheMomentIsBack(@TempDir Path folder) throws Exception {
    Path archive = Files.createDirectory(folder.resolve("archive"));
    try (PostgresNode primary = PostgresNode.primary(folder.resolve("primary"))) {
      primary.archiveTo(archive);
      ListLoad load;
      String moment;
      PostgresNode backup;
      try (TestService service = service(primary)) {
        load = new ListLoad(service.root());
        load.awaitSome();
        backup = primary.backup(folder.resolve("backup"));
        load.awaitSome();
        assertEquals(List.of(), load.stop());
        moment = primary.ask("SELECT clock_timestamp()");
        assertEquals(204, service.root().delete(Api.BOUNCES, DELETE_ALL).statusCode());
        service.root().ingest(BounceRow.at(1_700_000_000, AFTER));
      }
      primary.awaitArchived();
      primary.kill();
      try (PostgresNode recovered = backup) {
        recovered.recover(archive, moment);
        try (TestService service = service(recovered)) {
          load.assertNothingIsLost(service);
          assertEquals("[]", service.root().get(Api.BOUNCES + "/" + AFTER).body());
        }
      }
    }
  }

  private static TestService service(PostgresNode node) {
    return TestService.start(Map.of("REBOUND_DATABASE_URL", PostgresNode.url(node)));
  }
}
