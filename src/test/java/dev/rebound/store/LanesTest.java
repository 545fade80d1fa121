package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class LanesTest {

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void onlyTheSearchLaneReadsTheTrigramIndex(boolean throughPooler, Vertx vertx) {
    Lanes lanes = Lanes.open(vertx, options(throughPooler), NoMeters.STORE);
    try {
      assertEquals("off", bitmaps(lanes.quick()));
      assertEquals("off", bitmaps(lanes.work()));
      assertEquals("on", bitmaps(lanes.search()));
      assertEquals("off", bitmaps(lanes.bulk()));
    } finally {
      lanes.close().await();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void lookupsHaveOnePlanForAllAccounts(boolean throughPooler, Vertx vertx) {
    Lanes lanes = Lanes.open(vertx, options(throughPooler), NoMeters.STORE);
    try {
      assertEquals("force_generic_plan", setting(lanes.quick(), "plan_cache_mode"));
      assertEquals("auto", setting(lanes.work(), "plan_cache_mode"));
      assertEquals("auto", setting(lanes.search(), "plan_cache_mode"));
    } finally {
      lanes.close().await();
    }
  }

  private static String bitmaps(Lane lane) {
    return setting(lane, "enable_bitmapscan");
  }

  private static String setting(Lane lane, String name) {
    String sql = "SELECT current_setting('%s')".formatted(name);
    return lane.run(sql, Tuple.tuple()).await().iterator().next().getString(0);
  }

  private static StoreOptions options(boolean throughPooler) {
    List<String> urls = List.of(TestDatabase.create());
    StoreOptions.Servers servers = new StoreOptions.Servers(urls, Optional.empty(), throughPooler);
    return new StoreOptions(servers, Optional.empty(), 1, true);
  }
}
