package dev.rebound.support;

import dev.rebound.bus.Bus;
import dev.rebound.store.ErasedAddresses;
import dev.rebound.store.StoreMeters;
import dev.rebound.store.StoreOptions;
import dev.rebound.store.StoreVerticle;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * The service as its image runs it, on this machine's network: read-only, without any privilege. It
 * is in mock mode, which answers as store mode does and lets a test set its clock. What a test asks
 * of the store is asked beside it, on the same database.
 */
final class ServiceContainer implements RunningService {
  private static final Pattern LISTENS = Pattern.compile("Rebound listens on (http://[0-9.:]+)");
  private static final Pattern CONTROLS = Pattern.compile("controls on (http://[0-9.:]+)");

  private final GenericContainer<?> container;
  private final Vertx vertx = Vertx.vertx();
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final Bus bus = new Bus(vertx, registry);

  /**
   * @param image with its tag
   * @param settings named as in the environment, the database among them
   */
  ServiceContainer(String image, Map<String, String> settings, TestClock clock) {
    Map<String, String> environment = new HashMap<>();
    environment.put("REBOUND_MODE", "mock");
    environment.put("REBOUND_LIMIT_REQUESTS_PER_MINUTE", "0");
    environment.put("REBOUND_HTTP_HOST", "127.0.0.1");
    environment.put("REBOUND_ADMIN_HOST", "127.0.0.1");
    environment.putAll(settings);
    container =
        new GenericContainer<>(image)
            .withNetworkMode("host")
            .withEnv(environment)
            .withTmpFs(Map.of("/tmp", "rw,exec"))
            .withCreateContainerCmdModifier(
                command -> command.getHostConfig().withReadonlyRootfs(true))
            .waitingFor(Wait.forLogMessage(".*Rebound listens on.*", 1));
    container.start();
    clock.follow(this::setClock);
    StoreOptions store =
        new StoreOptions(
            new StoreOptions.Servers(
                List.of(settings.get("REBOUND_DATABASE_URL")), Optional.empty(), false),
            Optional.empty(),
            1,
            true);
    StoreMeters meters = new StoreMeters(registry);
    vertx
        .deployVerticle(new StoreVerticle(bus, store, meters, new ErasedAddresses(""), 0, 1))
        .await();
  }

  private void setClock(Instant now) {
    BodyPublisher body = BodyPublishers.ofString("{\"freeze\":\"%s\"}".formatted(now));
    HttpResponse<String> set = new Api(adminUrl(), null).send("PUT", "/mock/clock", body);
    if (set.statusCode() != 200) {
      throw new IllegalStateException(set.body());
    }
  }

  @Override
  public String url() {
    return said(LISTENS);
  }

  @Override
  public String adminUrl() {
    return said(CONTROLS);
  }

  private String said(Pattern pattern) {
    Matcher line = pattern.matcher(container.getLogs());
    if (!line.find()) {
      throw new IllegalStateException("the container did not say where it listens");
    }
    return line.group(1);
  }

  @Override
  public Bus bus() {
    return bus;
  }

  @Override
  public void close() {
    vertx.close().await();
    container.stop();
  }
}
