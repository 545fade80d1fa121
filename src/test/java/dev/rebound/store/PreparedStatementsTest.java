package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.BouncePage;
import dev.rebound.domain.EmailFilter;
import dev.rebound.domain.Page;
import dev.rebound.domain.TimeRange;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class PreparedStatementsTest {
  private static final String PREPARED =
      """
      SELECT statement
      FROM pg_prepared_statements
      WHERE statement NOT LIKE '%pg_prepared_statements%'
      """;

  private Vertx vertx;
  private Lane lane;

  @BeforeEach
  void open(Vertx injected) {
    vertx = injected;
    lane =
        Lane.pooled(
            vertx,
            PrimarySelector.toPrimary(
                vertx,
                new StoreOptions.Servers(
                    List.of(OwnAccount.SERVICE.databaseUrl()), Optional.empty(), false)),
            new Lane.Limits(
                "test",
                1,
                1,
                10,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Lane.Plans.SEARCHES),
            NoMeters.LANE);
  }

  @AfterEach
  void close() {
    lane.close().await();
  }

  @Test
  void aStatementStaysPrepared() {
    ListStatements.Bound page = ListStatements.page(query(EmailFilter.ANY));
    run(page);
    run(page);
    assertEquals(List.of(page.sql()), prepared());
  }

  // PlanTest shows why.
  @Test
  void aFilteredStatementIsPlannedAnewEachTime() {
    for (String value : List.of("a", "a%b", "%b")) {
      run(FilterStatements.few(query(EmailFilter.of(value))));
    }
    run(FilterStatements.counted(query(EmailFilter.of("%bc")), 10));
    run(FilterStatements.counted(query(EmailFilter.of("%bcd")), 10));
    assertEquals(List.of(), prepared());
  }

  @Test
  void aSearchByOneIndexStaysPreparedForAllFilters() {
    for (String value : List.of("a", "b", "c")) {
      run(FilterStatements.newest(query(EmailFilter.of(value)), 10));
      run(RangeStatements.page(query(EmailFilter.of(value)), 10));
    }
    assertEquals(2, prepared().size());
  }

  private void run(ListStatements.Bound statement) {
    lane.run(statement.sql(), statement.parameters()).await();
  }

  private List<String> prepared() {
    Future<RowSet<Row>> rows = lane.run(PREPARED, Tuple.tuple());
    return StreamSupport.stream(rows.await().spliterator(), false)
        .map(row -> row.getString(0))
        .toList();
  }

  private static BouncePage.Query query(EmailFilter filter) {
    return new BouncePage.Query(1, TimeRange.ALL, filter, new Page(1, 0), Optional.empty());
  }
}
