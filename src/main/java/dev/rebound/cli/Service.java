package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.bus.Bus;
import dev.rebound.http.ApiServer;
import dev.rebound.http.HttpOptions;
import dev.rebound.http.Interception;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.migrate.SetupException;
import dev.rebound.mock.ClockControl;
import dev.rebound.mock.Controls;
import dev.rebound.mock.EventsControl;
import dev.rebound.mock.MockClock;
import dev.rebound.mock.fault.Faults;
import dev.rebound.mock.fault.FaultyEdge;
import dev.rebound.mock.record.Journal;
import dev.rebound.mock.record.RequestsControl;
import dev.rebound.mock.event.EventRunner;
import dev.rebound.mock.event.Targets;
import dev.rebound.mock.event.WebhookClient;
import dev.rebound.mock.SeedControl;
import dev.rebound.ops.AdminVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.function.Supplier;

/** The running service: database, store, API and admin server. */
public final class Service implements AutoCloseable {
  private final StoreSession store;
  private final int eventLoops;
  private final Journal journal = new Journal();
  private final Faults faults = new Faults();
  private String apiDeployment;
  private int port;
  private int adminPort;

  private Service(StoreSession store, int eventLoops) {
    this.store = store;
    this.eventLoops = eventLoops;
  }

  /**
   * Starts all of it, and tells where it listens and, once, the first key.
   *
   * @throws SetupException when something outside stands in the way
   */
  public static Service start(Settings settings, Clock clock, PrintStream out) {
    int eventLoops = Runtime.getRuntime().availableProcessors();
    Service service = new Service(StoreSession.own(settings, eventLoops), eventLoops);
    try {
      service.prepareKey(settings, out);
      service.listen(settings, settings.isMock() ? new MockClock(clock) : clock);
      if (settings.isMock()) {
        out.println("Mock: controls on http://" + settings.adminHost() + ":" + service.adminPort);
      }
      out.println("Rebound listens on http://" + settings.http().host() + ":" + service.port);
      return service;
    } catch (RuntimeException e) {
      service.store.close();
      throw e;
    }
  }

  private void prepareKey(Settings settings, PrintStream out) {
    FirstKey firstKey = new FirstKey(store, settings.dataDir());
    if (!settings.apiKey().isEmpty()) {
      firstKey.accept(settings.apiKey());
    } else {
      firstKey.makeWhereNone().ifPresent(key -> out.println("API key, shown this once: " + key));
    }
  }

  private void listen(Settings settings, Clock clock) {
    HttpOptions http = settings.http();
    Interception interception =
        settings.isMock() ? new FaultyEdge(journal, faults, clock) : Interception.NONE;
    ApiServer api = new ApiServer(store.bus(), http, settings.classifier(), clock, interception);
    apiDeployment = deploy(api, eventLoops, http.host() + ":" + http.port(), "REBOUND_HTTP_PORT");
    port = api.port();
    // Last: who is told that the service is ready may ask it.
    AdminVerticle admin =
        new AdminVerticle(
            store.bus(), settings.adminHost(), settings.adminPort(), controls(settings, clock));
    deploy(() -> admin, 1, settings.adminHost() + ":" + settings.adminPort(), "REBOUND_ADMIN_PORT");
    adminPort = admin.port();
  }

  private Handler<HttpServerRequest> controls(Settings settings, Clock clock) {
    if (!(clock instanceof MockClock mockClock)) {
      return AdminVerticle::nothingElse;
    }
    Controls controls = new Controls();
    new ClockControl(mockClock).addTo(controls);
    new RequestsControl(journal).addTo(controls);
    faults.addTo(controls);
    new EventsControl(eventRunner(settings, clock)).addTo(controls);
    new SeedControl(new ServiceSeeder(store), mockClock).addTo(controls);
    return controls;
  }

  private EventRunner eventRunner(Settings settings, Clock clock) {
    return new EventRunner(
        new WebhookClient(store.vertx()),
        new Targets(settings.allowsAnyWebhookTarget()),
        store.bus(),
        new RowDefaults(() -> clock.instant().getEpochSecond(), settings.classifier()));
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
    return port;
  }

  /** Where the admin server listens. */
  public int adminPort() {
    return adminPort;
  }

  /** Asks the running store, as the commands do. */
  public Bus bus() {
    return store.bus();
  }

  /** Stops taking requests, lets those under way finish, then closes the rest. */
  @Override
  public void close() {
    try {
      store.await(store.vertx().undeploy(apiDeployment));
    } finally {
      store.close();
    }
  }
}
