package dev.rebound.api.management;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.bus.UnavailableException;
import dev.rebound.domain.BouncePage;
import dev.rebound.domain.Caller;
import dev.rebound.domain.EmailFilter;
import dev.rebound.domain.Page;
import dev.rebound.domain.ServiceRates;
import dev.rebound.domain.ServiceRates.Minute;
import dev.rebound.domain.TimeRange;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * {@code GET /rebound/v1/status}: the caller, the state of the service and its database, and what
 * this process has done in the last hour.
 */
public final class StatusEndpoint implements Endpoint {
  private static final int STEP_SECONDS = 60;
  private static final String VERSION =
      Objects.requireNonNullElse(
          StatusEndpoint.class.getPackage().getImplementationVersion(), "unpackaged");

  private final Bus bus;
  private final boolean isMock;

  public StatusEndpoint(Bus bus, boolean isMock) {
    this.bus = bus;
    this.isMock = isMock;
  }

  /**
   * @param version of the database; empty when it does not respond
   * @param bounces rows of the list; empty when the database does not respond
   */
  private record Database(Optional<String> version, Optional<Long> bounces) {}

  @Override
  public Future<ApiResponse> handle(RoutingContext context, Caller caller) {
    return database(caller.account().id())
        .compose(
            database ->
                bus.ask(Operations.RATES, Operations.Empty.INSTANCE)
                    .map(rates -> response(caller, database, rates)));
  }

  private Future<Database> database(long accountId) {
    BouncePage.Query query =
        new BouncePage.Query(
            accountId, TimeRange.ALL, EmailFilter.ANY, new Page(1, 0), Optional.empty());
    return bus.ask(Operations.DATABASE_VERSION, Operations.Empty.INSTANCE)
        .compose(
            version ->
                bus.ask(Operations.LIST_BOUNCES, query)
                    .map(
                        page ->
                            new Database(
                                Optional.of(version), Optional.of(page.total().orElse(0L)))))
        .recover(
            cause ->
                cause instanceof UnavailableException
                    ? Future.succeededFuture(new Database(Optional.empty(), Optional.empty()))
                    : Future.failedFuture(cause));
  }

  private ApiResponse response(Caller caller, Database database, ServiceRates rates) {
    return ApiResponse.object(
        200,
        json -> {
          json.writeStringField("version", VERSION);
          json.writeStringField("mode", isMock ? "mock" : "store");
          json.writeNumberField("started", rates.started().getEpochSecond());
          write(json, caller);
          write(json, database);
          write(json, rates);
        });
  }

  private static void write(JsonGenerator json, Caller caller) throws IOException {
    json.writeObjectFieldStart("account");
    json.writeNumberField("id", caller.account().id());
    json.writeStringField("name", caller.account().name());
    json.writeEndObject();
    json.writeObjectFieldStart("key");
    json.writeStringField("id", caller.keyId().orElse(null));
    json.writeFieldName("scopes");
    String[] scopes = KeyRequest.labels(caller.scopes()).toArray(String[]::new);
    json.writeArray(scopes, 0, scopes.length);
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Database database) throws IOException {
    json.writeObjectFieldStart("database");
    json.writeBooleanField("reachable", database.version().isPresent());
    if (database.version().isPresent()) {
      json.writeStringField("version", database.version().get());
    }
    json.writeEndObject();
    if (database.bounces().isPresent()) {
      json.writeObjectFieldStart("list");
      json.writeNumberField("bounces", database.bounces().get());
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, ServiceRates rates) throws IOException {
    json.writeObjectFieldStart("rates");
    json.writeNumberField("step", STEP_SECONDS);
    json.writeNumberField("from", rates.from().getEpochSecond());
    write(json, "requests", rates, Minute::requests);
    write(json, "lookups", rates, Minute::lookups);
    write(json, "ingested", rates, Minute::ingested);
    write(json, "errors", rates, Minute::errors);
    json.writeEndObject();
  }

  private static void write(
      JsonGenerator json, String name, ServiceRates rates, ToLongFunction<Minute> count)
      throws IOException {
    long[] counts = rates.minutes().stream().mapToLong(count).toArray();
    json.writeFieldName(name);
    json.writeArray(counts, 0, counts.length);
  }
}
