package dev.rebound.bench;

import dev.rebound.domain.BounceType;
import dev.rebound.domain.Sha256;
import dev.rebound.store.StatementTexts;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The peer that Rebound is measured against: a Vert.x service as one would write it in an
 * afternoon, on the same tables. Its bodies are the same, byte for byte. It has one shared pool, a
 * plain {@code OFFSET}, {@code LIKE}, six substring tests as its classifier, and none of Rebound's
 * limits, headers, metrics and logs.
 *
 * <p>Arguments: the database's URL, the API key, and the number of event loops. It prints its port.
 */
final class PoolService extends VerticleBase {
  private static final int CONNECTIONS = 16;
  private static final String BEARER = "Bearer ";

  private final Pool pool;
  private final String keyHash;
  private final AtomicInteger port;

  private PoolService(Pool pool, String key, AtomicInteger port) {
    this.pool = pool;
    this.keyHash = hash(key);
    this.port = port;
  }

  public static void main(String[] arguments) {
    int eventLoops = Integer.parseInt(arguments[2]);
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(eventLoops));
    Pool pool =
        PgBuilder.pool()
            .connectingTo(PgConnectOptions.fromUri(arguments[0]).setCachePreparedStatements(true))
            .with(new PoolOptions().setMaxSize(CONNECTIONS))
            .using(vertx)
            .build();
    AtomicInteger port = new AtomicInteger();
    vertx
        .deployVerticle(
            () -> new PoolService(pool, arguments[1], port),
            new DeploymentOptions().setInstances(eventLoops))
        .await();
    System.out.println(port.get());
  }

  @Override
  public Future<HttpServer> start() {
    Router router = Router.router(vertx);
    router.route().handler(this::authenticate);
    router.get("/v3/suppression/bounces/classifications").handler(this::totals);
    router.get("/v3/suppression/bounces/:email").handler(this::lookUp);
    router.get("/v3/suppression/bounces").handler(this::page);
    router.post("/rebound/v1/bounces").handler(BodyHandler.create(false)).handler(this::ingest);
    return vertx
        .createHttpServer()
        .requestHandler(router)
        .listen(-1, "127.0.0.1")
        .onSuccess(server -> port.set(server.actualPort()));
  }

  private void authenticate(RoutingContext context) {
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (header != null
        && header.startsWith(BEARER)
        && hash(header.substring(BEARER.length())).equals(keyHash)) {
      context.next();
    } else {
      context.response().setStatusCode(401).end();
    }
  }

  private static String hash(String key) {
    return java.util.HexFormat.of()
        .formatHex(Sha256.newDigest().digest(key.getBytes(StandardCharsets.UTF_8)));
  }

  private void lookUp(RoutingContext context) {
    String sql =
        """
        SELECT date_part('epoch', created_at)::bigint, email, reason, status
        FROM bounce
        WHERE account_id = 1 AND email = $1
        """;
    query(context, sql, Tuple.of(context.pathParam("email")), PoolService::bounces);
  }

  private void page(RoutingContext context) {
    String filter = context.queryParams().get("email");
    String sql =
        """
        SELECT date_part('epoch', created_at)::bigint, email, reason, status
        FROM bounce
        WHERE account_id = 1 AND created_at >= to_timestamp($1::bigint)%s
        ORDER BY created_at DESC, email DESC
        LIMIT $2 OFFSET $3
        """
            .formatted(filter == null ? "" : " AND email LIKE $4");
    Tuple parameters =
        Tuple.of(
            number(context, "start_time", 0),
            number(context, "limit", 500),
            number(context, "offset", 0));
    if (filter != null) {
      parameters.addString(filter.replace("_", "\\_") + "%");
    }
    query(context, sql, parameters, PoolService::bounces);
  }

  private static long number(RoutingContext context, String name, long otherwise) {
    String value = context.queryParams().get(name);
    return value == null ? otherwise : Long.parseLong(value);
  }

  private static Buffer bounces(RowSet<Row> rows) {
    JsonArray bounces = new JsonArray();
    for (Row row : rows) {
      bounces.add(
          new JsonObject()
              .put("created", row.getLong(0))
              .put("email", row.getString(1))
              .put("reason", row.getString(2))
              .put("status", row.getString(3)));
    }
    return bounces.toBuffer();
  }

  private void totals(RoutingContext context) {
    String sql =
        """
        SELECT day, classification, sum(n)::bigint AS total
        FROM bounce_day
        WHERE account_id = 1 AND day BETWEEN $1 AND $2
        GROUP BY day, classification
        HAVING sum(n) > 0
        ORDER BY day, total DESC, classification
        """;
    Tuple parameters =
        Tuple.of(
            LocalDate.parse(context.queryParams().get("start_date")),
            LocalDate.parse(context.queryParams().get("end_date")));
    query(context, sql, parameters, PoolService::days);
  }

  private static Buffer days(RowSet<Row> rows) {
    JsonArray days = new JsonArray();
    for (Row row : rows) {
      String date = row.getLocalDate(0).toString();
      if (days.isEmpty() || !days.getJsonObject(days.size() - 1).getString("date").equals(date)) {
        days.add(new JsonObject().put("date", date).put("stats", new JsonArray()));
      }
      days.getJsonObject(days.size() - 1)
          .getJsonArray("stats")
          .add(
              new JsonObject()
                  .put("classification", row.getString(1))
                  .put("count", row.getLong(2)));
    }
    return new JsonObject().put("result", days).toBuffer();
  }

  private void ingest(RoutingContext context) {
    String[] lines = context.body().asString().split("\n");
    int count = lines.length;
    String[][] texts = new String[6][count];
    Long[] times = new Long[count];
    UUID[] fingerprints = new UUID[count];
    for (int i = 0; i < count; i++) {
      JsonObject row = new JsonObject(lines[i]);
      String email = row.getString("email").toLowerCase();
      String reason = row.getString("reason");
      times[i] = row.getLong("created");
      texts[0][i] = email;
      texts[1][i] = BounceType.BOUNCE.label();
      texts[2][i] = reason;
      texts[3][i] = row.getString("status");
      texts[4][i] = classify(reason);
      texts[5][i] = "substring";
      fingerprints[i] =
          UUID.nameUUIDFromBytes((email + times[i] + reason).getBytes(StandardCharsets.UTF_8));
    }
    Tuple parameters =
        Tuple.of(1L, (short) 0)
            .addArrayOfString(texts[0])
            .addArrayOfLong(times)
            .addArrayOfString(texts[1])
            .addArrayOfString(texts[2])
            .addArrayOfString(texts[3])
            .addArrayOfString(texts[4])
            .addArrayOfString(texts[5])
            .addArrayOfUUID(fingerprints)
            .addString("api");
    query(
        context,
        StatementTexts.ingest(),
        parameters,
        rows -> Buffer.buffer("{\"added\":" + rows.iterator().next().getLong(0) + "}"));
  }

  private static String classify(String reason) {
    String text = reason.toLowerCase();
    if (text.contains("user unknown") || text.contains("does not exist")) {
      return "Invalid Address";
    }
    if (text.contains("quota") || text.contains("full")) {
      return "Mailbox Unavailable";
    }
    if (text.contains("content") || text.contains("spam")) {
      return "Content";
    }
    return "Unclassified";
  }

  private void query(
      RoutingContext context,
      String sql,
      Tuple parameters,
      java.util.function.Function<RowSet<Row>, Buffer> body) {
    pool.preparedQuery(sql)
        .execute(parameters)
        .onSuccess(
            rows ->
                context
                    .response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(body.apply(rows)))
        .onFailure(context::fail);
  }
}
