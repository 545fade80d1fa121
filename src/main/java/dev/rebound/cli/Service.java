package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.api.ApiHooks;
import dev.rebound.api.ApiPath;
import dev.rebound.api.ApiServer;
import dev.rebound.api.HttpOptions;
import dev.rebound.api.Interceptor;
import dev.rebound.api.rebound.SnsGateway;
import dev.rebound.bus.Bus;
import dev.rebound.classify.Classifier;
import dev.rebound.migrate.SetupException;
import dev.rebound.mock.Controls;
import dev.rebound.ops.AdminVerticle;
import dev.rebound.ops.Metrics;
import dev.rebound.ops.RatesVerticle;
import dev.rebound.ops.Tracing;
import dev.rebound.retention.BatchPass;
import dev.rebound.retention.HourlyVerticle;
import dev.rebound.retention.Pass;
import dev.rebound.retention.RetentionPass;
import dev.rebound.store.StatementName;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A running service: database, store, API and admin server. */
public final class Service implements AutoCloseable {
  private static final int EVENT_LOOPS = Runtime.getRuntime().availableProcessors();

  private final Settings settings;
  private final StoreSession store;
  private final Metrics metrics;
  // Empty without tracing, so that the process loads none of its classes.
  private final Optional<Tracing> tracing;
  private final Optional<SnsGateway> snsGateway;
  private ApiServer api;
  private AdminVerticle admin;
  private String apiDeployment;

  private Service(
      Settings settings,
      StoreSession store,
      Metrics metrics,
      Optional<Tracing> tracing,
      Optional<SnsGateway> snsGateway) {
    this.settings = settings;
    this.store = store;
    this.metrics = metrics;
    this.tracing = tracing;
    this.snsGateway = snsGateway;
  }

  /**
   * Starts a service, and prints where it listens and, once, the first key.
   *
   * @throws SetupException for a cause that its operator can remove
   */
  public static Service start(Settings settings, Clock clock, PrintStream out) {
    return start(settings, clock, out, Optional.empty());
  }

  /**
   * Starts a service as above.
   *
   * @param snsGateway replaces the HTTP client for Amazon SNS
   */
  public static Service start(
      Settings settings, Clock clock, PrintStream out, Optional<SnsGateway> snsGateway) {
    Metrics metrics = new Metrics();
    Optional<Tracing> tracing =
        settings.tracingEndpoint().isEmpty()
            ? Optional.empty()
            : Optional.of(Tracing.to(settings.tracingEndpoint(), StatementName::of));
    StoreSession store =
        StoreSession.openForService(
            settings, EVENT_LOOPS, metrics.registry(), tracing.map(Tracing::factory));
    Service service = new Service(settings, store, metrics, tracing, snsGateway);
    try {
      service.prepareKey(out);
      store.await(store.vertx().deployVerticle(new RatesVerticle(store.bus(), metrics, clock)));
      Classifier classifier = settings.classifier();
      if (settings.isMock()) {
        MockMode mock = new MockMode(clock, settings, store, classifier);
        service.listen(
            classifier,
            mock.clock(),
            Optional.of(mock.interceptor()),
            mock.paths(),
            mock.controls(() -> service.api.resetRateLimits()));
        out.println("Mock: controls on http://" + settings.adminHost() + ":" + service.adminPort());
      } else {
        service.listen(classifier, clock, Optional.empty(), List.of(), List.of());
      }
      String url = settings.http().url(service.port());
      if (settings.http().hasPages()) {
        out.println("Console: " + url + "/console");
      }
      out.println("Rebound listens on " + url);
      return service;
    } catch (RuntimeException e) {
      service.closeAll();
      throw e;
    }
  }

  private void prepareKey(PrintStream out) {
    BootstrapKey firstKey = new BootstrapKey(store, settings.dataDir());
    if (settings.apiKey().isPresent()) {
      firstKey.register(settings.apiKey().get());
    } else {
      firstKey.createFirst().ifPresent(key -> out.println("API key, shown this once: " + key));
    }
  }

  private void listen(
      Classifier classifier,
      Clock clock,
      Optional<Interceptor> interceptor,
      List<ApiPath> mockPaths,
      List<Controls.Mount> controls) {
    retain(clock);
    HttpOptions http = settings.http();
    ApiHooks hooks =
        new ApiHooks(
            interceptor,
            tracing.map(found -> found::spanName),
            snsGateway,
            mockPaths,
            routes -> Controls.mount(routes, controls));
    api = new ApiServer(store.bus(), http, classifier, clock, metrics.registry(), hooks);
    apiDeployment = deploy(api, EVENT_LOOPS, http.host() + ":" + http.port(), "REBOUND_HTTP_PORT");
    // Last, since a service that reports itself ready has to serve.
    SocketAddress address =
        SocketAddress.inetSocketAddress(settings.adminPort(), settings.adminHost());
    admin =
        new AdminVerticle(
            store.bus(),
            metrics,
            address,
            new AdminVerticle.Limits(http.maxAdminConnections(), http.readLimits()),
            controls.isEmpty()
                ? AdminVerticle::noControls
                : router -> Controls.mount(router, controls));
    deploy(() -> admin, 1, settings.adminHost() + ":" + settings.adminPort(), "REBOUND_ADMIN_PORT");
  }

  private void retain(Clock clock) {
    Duration kept = Duration.ofDays(settings.keptDeletionDays());
    repeat(
        "kept rows",
        timer -> BatchPass.removingKeptRows(store.bus(), timer, clock.instant().minus(kept)));
    repeat("counts", timer -> BatchPass.foldingCounts(store.bus(), timer));
    if (settings.eventDays() > 0) {
      repeat(
          "retention",
          timer -> RetentionPass.keeping(store.bus(), timer, clock, settings.eventDays()));
    }
  }

  private void repeat(String name, Pass.Factory passes) {
    store.await(store.vertx().deployVerticle(HourlyVerticle.spread(name, store.vertx(), passes)));
  }

  private String deploy(
      Supplier<? extends Deployable> verticle, int instances, String address, String setting) {
    try {
      return store.await(
          store.vertx().deployVerticle(verticle, new DeploymentOptions().setInstances(instances)));
    } catch (Exception e) {
      // Vert.x throws the system's exception, checked or not, for an address that is in use,
      // unknown
      // or not allowed.
      if (e instanceof IOException) {
        throw new SetupException(
            "cannot listen on " + address + " (" + e.getMessage() + "): free it or set " + setting);
      }
      throw e;
    }
  }

  /** Returns the port of the API. */
  public int port() {
    return api.port();
  }

  /** Returns the port of the admin server. */
  public int adminPort() {
    return admin.port();
  }

  /** Returns the bus of the running store, as commands use it. */
  public Bus bus() {
    return store.bus();
  }

  /**
   * Reports itself as not ready, keeps serving for the drain time, then takes no more requests,
   * lets requests in flight finish, and closes the rest.
   */
  @Override
  public void close() {
    try {
      admin.stopping();
      api.drain();
      if (!settings.drain().isZero()) {
        store.await(store.vertx().timer(settings.drain().toMillis(), TimeUnit.MILLISECONDS));
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
      metrics.close();
      tracing.ifPresent(Tracing::close);
    }
  }
}
