package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operation;
import dev.rebound.bus.Operations;
import dev.rebound.bus.UnavailableException;
import dev.rebound.embedded.EmbeddedDatabase;
import dev.rebound.migrate.DatabaseUrl;
import dev.rebound.migrate.Migrations;
import dev.rebound.migrate.SetupException;
import dev.rebound.store.ErasedAddresses;
import dev.rebound.store.StoreMeters;
import dev.rebound.store.StoreOptions;
import dev.rebound.store.StoreVerticle;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.spi.VertxTracerFactory;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/** A database with Vert.x and a deployed store. */
record StoreSession(Database database, Vertx vertx, Bus bus) implements AutoCloseable {
  private static final int MAX_COMMAND_BLOCK_SECONDS = 20;

  /** Opens the store of the environment's settings for a command. */
  static StoreSession open() {
    return open(Settings.of(Environment.variables()));
  }

  /** Opens a store for a command: one instance, without metrics. */
  static StoreSession open(Settings settings) {
    // Loading classes blocks the event loop, where nothing else runs.
    VertxOptions options =
        new VertxOptions()
            .setMaxEventLoopExecuteTime(MAX_COMMAND_BLOCK_SECONDS)
            .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS);
    MeterRegistry discard = new CompositeMeterRegistry();
    return start(
        Database.open(settings, EmbeddedDatabase::startOrShare),
        settings,
        vertx(options, 1, Optional.empty()),
        1,
        discard);
  }

  /** Opens a store for the service: one instance for each event loop. */
  static StoreSession openForService(
      Settings settings,
      int eventLoops,
      MeterRegistry registry,
      Optional<VertxTracerFactory> tracer) {
    // SLF4J warns if two threads initialize it at once.
    LoggerFactory.getILoggerFactory();
    // Loading Vert.x takes about as long as checking the schema.
    CompletableFuture<Vertx> vertx =
        CompletableFuture.supplyAsync(() -> vertx(new VertxOptions(), eventLoops, tracer));
    Database database;
    try {
      database = Database.open(settings, EmbeddedDatabase::start);
    } catch (RuntimeException e) {
      vertx.thenAccept(Vertx::close);
      throw e;
    }
    return start(database, settings, vertx.join(), eventLoops, registry);
  }

  private static Vertx vertx(
      VertxOptions options, int eventLoops, Optional<VertxTracerFactory> tracer) {
    return Vertx.builder()
        .with(options.setPreferNativeTransport(true).setEventLoopPoolSize(eventLoops))
        .withTracer(tracer.orElse(null))
        .build();
  }

  private static StoreSession start(
      Database database, Settings settings, Vertx vertx, int instances, MeterRegistry registry) {
    StoreSession session = new StoreSession(database, vertx, new Bus(vertx, registry));
    try {
      StoreOptions options = database.storeOptions(settings);
      StoreMeters meters = new StoreMeters(registry);
      ErasedAddresses erased = new ErasedAddresses(settings.eraseKey());
      AtomicInteger instance = new AtomicInteger();
      session.await(
          session.vertx.deployVerticle(
              () ->
                  new StoreVerticle(
                      session.bus, options, meters, erased, instance.getAndIncrement(), instances),
              new DeploymentOptions().setInstances(instances)));
      if (database.url().pgbouncer()) {
        session.requireEncodingAndSchema();
      }
      session.requireEraseKey();
      return session;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  // Also finds a direct URL of another database: the migrations were applied there.
  private void requireEncodingAndSchema() {
    Migrations.requireUtf8(
        database.url(), request(Operations.DATABASE_ENCODING, Operations.Empty.INSTANCE));
    try {
      Migrations.requireApplied(request(Operations.APPLIED_MIGRATIONS, Operations.Empty.INSTANCE));
    } catch (SetupException e) {
      throw new SetupException(database.url() + ": " + e.getMessage(), e);
    }
  }

  // Without the key, ingest could store an erased address again.
  private void requireEraseKey() {
    int foreign = request(Operations.FOREIGN_ERASURES, Operations.Empty.INSTANCE);
    if (foreign > 0) {
      throw new SetupException(
          "REBOUND_ERASE_KEY is not the key with which addresses of "
              + foreign
              + " accounts were erased and kept blocked: set that key");
    }
  }

  /** Returns the URL of PostgreSQL, for bulk work. */
  DatabaseUrl databaseUrl() {
    return database.directUrl();
  }

  /** Sends a request to the store and waits for the reply. */
  <Q, R> R request(Operation<Q, R> operation, Q request) {
    return await(bus.ask(operation, request));
  }

  /**
   * Returns the id of an account.
   *
   * @throws SetupException if there is no account of this name
   */
  long accountId(String name) {
    return request(Operations.FIND_ACCOUNT, name).orElseThrow(() -> unknownAccount(name)).id();
  }

  static SetupException unknownAccount(String name) {
    return new SetupException("there is no account " + name + "; see rebound account list");
  }

  static SetupException unavailable(UnavailableException e) {
    return new SetupException("the database does not respond: " + e.getMessage());
  }

  /** Waits up to an hour for a result. */
  <T> T await(Future<T> future) {
    try {
      return future.await(1, TimeUnit.HOURS);
    } catch (UnavailableException e) {
      throw unavailable(e);
    } catch (TimeoutException e) {
      throw new SetupException("the database did not respond within an hour");
    }
  }

  @Override
  public void close() {
    try {
      vertx.close().await(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("Vert.x did not close within 30 seconds", e);
    } finally {
      database.close();
    }
  }
}
