package dev.rebound.drill;

import dev.rebound.migrate.DatabaseUrl;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** All the sessions that a pooler has for a database, each held by an open transaction. */
final class PooledSessions implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final List<PgConnection> connections = new ArrayList<>();

  /**
   * @param url of the pooler
   * @param sessions that it has
   */
  static PooledSessions take(String url, int sessions) {
    PooledSessions taken = new PooledSessions();
    PgConnectOptions options = options(DatabaseUrl.parse(url));
    for (int i = 0; i < sessions; i++) {
      PgConnection connection = PgConnection.connect(taken.vertx, options).await();
      taken.connections.add(connection);
      connection.query("BEGIN").execute().await();
    }
    return taken;
  }

  private static PgConnectOptions options(DatabaseUrl url) {
    Map<String, String> properties = new HashMap<>(PgConnectOptions.DEFAULT_PROPERTIES);
    properties.remove("extra_float_digits");
    return new PgConnectOptions()
        .setHost(url.hosts().get(0).name())
        .setPort(url.hosts().get(0).port())
        .setDatabase(url.database())
        .setUser(url.user())
        .setPassword(url.password())
        .setProperties(properties);
  }

  /** The first column of what each of them answers. */
  List<String> ask(String sql) {
    List<String> answers = new ArrayList<>();
    for (PgConnection connection : connections) {
      RowSet<Row> rows = connection.query(sql).execute().await();
      StreamSupport.stream(rows.spliterator(), false)
          .map(row -> row.getString(0))
          .forEach(answers::add);
    }
    return answers;
  }

  @Override
  public void close() {
    connections.forEach(connection -> connection.query("COMMIT").execute().await());
    connections.forEach(SqlClient::close);
    vertx.close().await();
  }
}
