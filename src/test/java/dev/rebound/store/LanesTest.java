package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LanesTest {

  @Test
  void onlyWhoSearchesMayReadTheTrigramIndex() {
    Vertx vertx = Vertx.vertx();
    Lanes lanes =
        Lanes.open(
            vertx, new StoreOptions(TestDatabase.create(), Optional.empty(), 1), NoMeters.STORE);
    try {
      assertEquals("off", bitmaps(lanes.quick()));
      assertEquals("off", bitmaps(lanes.work()));
      assertEquals("on", bitmaps(lanes.search()));
      assertEquals("off", bitmaps(lanes.bulk()));
    } finally {
      lanes.close().await();
      vertx.close().await();
    }
  }

  private static String bitmaps(Lane lane) {
    String sql = "SELECT current_setting('enable_bitmapscan')";
    return lane.run(sql, Tuple.tuple()).await().iterator().next().getString(0);
  }
}
