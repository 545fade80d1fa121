package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.api.ApiServer;
import dev.rebound.api.HttpOptions;
import dev.rebound.api.Interception;
import dev.rebound.bus.Bus;
import dev.rebound.classify.Classifier;
import dev.rebound.migrate.SetupException;
import dev.rebound.ops.AdminVerticle;
import dev.rebound.retention.RetentionVerticle;
import dev.rebound.retention.RetentionVerticle.Schedule;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The running service: database, store, API and admin server. */
public final class Service implements AutoCloseable {
  private final StoreSession store;
  private final Telemetry telemetry;
  private final int eventLoops;
  private final Duration drain;
  private ApiServer api;
  private AdminVerticle admin;
  private String apiDeployment;

  private Service(StoreSession store, Telemetry telemetry, int eventLoops, Duration drain) {
    this.store = store;
    this.telemetry = telemetry;
    this.eventLoops = eventLoops;
    this.drain = drain;
  }

  /**
   * Starts all of it, and tells where it listens and, once, the first key.
   *
   * @throws SetupException when something outside stands in the way
   */
  public static Service start(Settings settings, Clock clock, PrintStream out) {
    int eventLoops = Runtime.getRuntime().availableProcessors();
    Telemetry telemetry = new Telemetry(settings);
    StoreSession store =
        StoreSession.own(settings, eventLoops, telemetry.registry(), telemetry.tracer());
    Service service = new Service(store, telemetry, eventLoops, settings.drain());
    try {
      service.prepareKey(settings, out);
      Classifier classifier = settings.classifier();
      if (settings.isMock()) {
        MockMode mock = new MockMode(clock);
        service.retain(settings, mock.clock());
        service.listen(
            settings,
            service.api(settings, classifier, mock.clock(), mock.interception()),
            mock.controls(settings, service.store, classifier));
        out.println("Mock: controls on http://" + settings.adminHost() + ":" + service.adminPort());
      } else {
        service.retain(settings, clock);
        service.listen(
            settings,
            service.api(settings, classifier, clock, Interception.NONE),
            AdminVerticle::nothingElse);
      }
      out.println("Rebound listens on http://" + settings.http().host() + ":" + service.port());
      return service;
    } catch (RuntimeException e) {
      service.closeAll();
      throw e;
    }
  }

  private void prepareKey(Settings settings, PrintStream out) {
    BootstrapKey firstKey = new BootstrapKey(store, settings.dataDir());
    if (!settings.apiKey().isEmpty()) {
      firstKey.accept(settings.apiKey());
    } else {
      firstKey.makeWhereNone().ifPresent(key -> out.println("API key, shown this once: " + key));
    }
  }

  private ApiServer api(
      Settings settings, Classifier classifier, Clock clock, Interception interception) {
    return new ApiServer(
        store.bus(), settings.http(), classifier, clock, interception, telemetry.registry());
  }

  private void listen(Settings settings, ApiServer server, Handler<HttpServerRequest> controls) {
    telemetry.observe(server);
    HttpOptions http = settings.http();
    api = server;
    apiDeployment = deploy(api, eventLoops, http.host() + ":" + http.port(), "REBOUND_HTTP_PORT");
    // Last: who is told that the service is ready may ask it.
    admin =
        new AdminVerticle(
            store.bus(), telemetry.metrics(), settings.adminHost(), settings.adminPort(), controls);
    deploy(() -> admin, 1, settings.adminHost() + ":" + settings.adminPort(), "REBOUND_ADMIN_PORT");
  }

  private void retain(Settings settings, Clock clock) {
    if (settings.eventDays() > 0) {
      Schedule hourly = Schedule.hourly(settings.eventDays(), store.vertx());
      store.await(
          store
              .vertx()
              .deployVerticle(new RetentionVerticle(store.bus(), clock, hourly, report -> {})));
    }
  }

  private String deploy(
      Supplier<? extends Deployable> verticle, int instances, String address, String setting) {
    try {
      return store.await(
          store.vertx().deployVerticle(verticle, new DeploymentOptions().setInstances(instances)));
    } catch (Exception e) {
      // Vert.x throws what the system said, checked or not: the address is taken, unknown or not
      // allowed.
      if (e instanceof IOException) {
        throw new SetupException(
            "cannot listen on " + address + " (" + e.getMessage() + "): free it or set " + setting);
      }
      throw e;
    }
  }

  /** Where the API listens. */
  public int port() {
    return api.port();
  }

  /** Where the admin server listens. */
  public int adminPort() {
    return admin.port();
  }

  /** Asks the running store, as the commands do. */
  public Bus bus() {
    return store.bus();
  }

  /**
   * Is not ready any more, serves on until others have noticed, then takes no more requests, lets
   * those under way finish, and closes the rest.
   */
  @Override
  public void close() {
    try {
      admin.stopping();
      api.drain();
      if (!drain.isZero()) {
        store.await(store.vertx().timer(drain.toMillis(), TimeUnit.MILLISECONDS));
      }
      store.await(store.vertx().undeploy(apiDeployment));
    } finally {
      closeAll();
    }
  }

  private void closeAll() {
    try {
      store.close();
    } finally {
      telemetry.close();
    }
  }
}
