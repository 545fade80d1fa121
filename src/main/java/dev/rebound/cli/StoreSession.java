package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operation;
import dev.rebound.bus.Operations;
import dev.rebound.bus.Operations.Empty;
import dev.rebound.bus.UnavailableException;
import dev.rebound.migrate.DatabaseUrl;
import dev.rebound.migrate.Migrations;
import dev.rebound.migrate.SetupException;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/** A store to ask, from the first connection to the last. */
final class StoreSession implements AutoCloseable {
  private static final int COMMAND_SECONDS = 20;

  private final Database database;
  private final Vertx vertx;
  private final Bus bus;

  private StoreSession(Database database, Vertx vertx, MeterRegistry registry) {
    this.database = database;
    this.vertx = vertx;
    this.bus = new Bus(vertx, registry);
  }

  /** For a command: one instance of the store. */
  static StoreSession join(Settings settings) {
    // Its event loop loads its classes as it goes, and keeps nobody else waiting.
    VertxOptions patient =
        new VertxOptions()
            .setMaxEventLoopExecuteTime(COMMAND_SECONDS)
            .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS);
    // An empty registry: nobody asks a command for its metrics.
    MeterRegistry nowhere = new CompositeMeterRegistry();
    return start(Database.join(settings), settings, vertx(patient, 1, null), 1, nowhere);
  }

  /**
   * For the service: one instance an event loop.
   *
   * @param tracer null for none
   */
  static StoreSession own(
      Settings settings, int eventLoops, MeterRegistry registry, VertxTracerFactory tracer) {
    // Before two threads ask for it at the same time, of which it warns.
    LoggerFactory.getILoggerFactory();
    // Loading Vert.x takes about as long as asking the database for its schema.
    CompletableFuture<Vertx> vertx =
        CompletableFuture.supplyAsync(() -> vertx(new VertxOptions(), eventLoops, tracer));
    Database database;
    try {
      database = Database.own(settings);
    } catch (RuntimeException e) {
      vertx.thenAccept(Vertx::close);
      throw e;
    }
    return start(database, settings, vertx.join(), eventLoops, registry);
  }

  private static Vertx vertx(VertxOptions options, int eventLoops, VertxTracerFactory tracer) {
    return Vertx.builder()
        .with(options.setPreferNativeTransport(true).setEventLoopPoolSize(eventLoops))
        .withTracer(tracer)
        .build();
  }

  private static StoreSession start(
      Database database, Settings settings, Vertx vertx, int instances, MeterRegistry registry) {
    StoreSession session = new StoreSession(database, vertx, registry);
    try {
      StoreOptions options = database.storeOptions(settings);
      StoreMeters meters = new StoreMeters(registry);
      AtomicInteger instance = new AtomicInteger();
      session.await(
          session.vertx.deployVerticle(
              () -> new StoreVerticle(session.bus, options, meters, instance.getAndIncrement()),
              new DeploymentOptions().setInstances(instances)));
      if (database.isPooled()) {
        session.requireSchema();
      }
      return session;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** Whoever migrated it, and whether the direct URL is of the same database. */
  private void requireSchema() {
    try {
      Migrations.requireApplied(ask(Operations.APPLIED_MIGRATIONS, Empty.INSTANCE));
    } catch (SetupException e) {
      throw new SetupException(database.name() + ": " + e.getMessage(), e);
    }
  }

  Vertx vertx() {
    return vertx;
  }

  Bus bus() {
    return bus;
  }

  /** For bulk work beside the store. */
  DatabaseUrl databaseUrl() {
    return database.directUrl();
  }

  /** Asks the store and waits for its answer. */
  <Q, R> R ask(Operation<Q, R> operation, Q question) {
    return await(bus.ask(operation, question));
  }

  /** The id of the account of this name; fails when there is none. */
  long accountId(String name) {
    return ask(Operations.FIND_ACCOUNT, name)
        .orElseThrow(() -> new SetupException("there is no account " + name))
        .id();
  }

  /** Waits for what will come. */
  <T> T await(Future<T> future) {
    try {
      return future.await(1, TimeUnit.HOURS);
    } catch (UnavailableException e) {
      throw new SetupException("the database does not answer: " + e.getMessage());
    } catch (java.util.concurrent.TimeoutException e) {
      throw new SetupException("the database has not answered for an hour");
    }
  }

  @Override
  public void close() {
    try {
      vertx.close().await(30, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException("Vert.x did not close", e);
    } finally {
      database.close();
    }
  }
}
