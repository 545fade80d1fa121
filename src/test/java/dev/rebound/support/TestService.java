package dev.rebound.support;

import dev.rebound.api.rebound.WebhookEndpoint;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operation;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Scope;
import dev.rebound.domain.SigningKey;
import dev.rebound.domain.Webhook;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A whole service, on free ports of the loopback and a database of its own: in this process, or
 * with {@code REBOUND_TEST_IMAGE=rebound:…} in a container. Tests make an account each, so that
 * they can share one service and run in any order.
 */
public final class TestService implements AutoCloseable {
  private static final AtomicInteger ACCOUNTS = new AtomicInteger();

  private static final String IMAGE = System.getenv().getOrDefault("REBOUND_TEST_IMAGE", "");

  private final RunningService service;
  private final String databaseUrl;
  private final TestClock clock;
  private final String rootKey;

  private TestService(RunningService service, String databaseUrl, TestClock clock, String rootKey) {
    this.service = service;
    this.databaseUrl = databaseUrl;
    this.clock = clock;
    this.rootKey = rootKey;
  }

  /** The one with default settings that most tests share; it ends with the run. */
  public static TestService shared() {
    return Shared.SERVICE;
  }

  /** Initialised by the first test that asks. */
  private static final class Shared {
    static final TestService SERVICE = start(Map.of());

    static {
      AtExit.add(SERVICE::close);
    }
  }

  /** One with settings of its own, named as in the environment. */
  public static TestService start(Map<String, String> settings) {
    return start(TestDatabase.migrated(), settings);
  }

  /** One on a database that others may use too. */
  public static TestService start(String databaseUrl, Map<String, String> settings) {
    String rootKey = ApiKey.random(new SecureRandom()).text();
    Map<String, String> environment = new HashMap<>();
    environment.put("REBOUND_HTTP_PORT", "0");
    environment.put("REBOUND_ADMIN_PORT", "0");
    environment.putAll(TestDatabase.settings(databaseUrl));
    environment.put("REBOUND_API_KEY", rootKey);
    environment.putAll(settings);
    TestClock clock = new TestClock();
    RunningService service =
        IMAGE.isEmpty()
            ? ServiceInProcess.start(environment, clock)
            : new ServiceContainer(IMAGE, environment, clock);
    return new TestService(service, databaseUrl, clock, rootKey);
  }

  /** Where the admin server listens. */
  public String adminUrl() {
    return service.adminUrl();
  }

  /** A new account below root, called with a key that may do everything. */
  public Api account() {
    return api(createKey(createAccount(Account.ROOT, null), Scope.ALL));
  }

  /** The root account, which other tests use too: see only what is said on behalf of others. */
  public Api root() {
    return api(rootKey);
  }

  /** Calls with this key; null for none. */
  public Api api(String key) {
    return new Api(service.url(), key);
  }

  /** Creates an account and returns its name. */
  public String createAccount(String parent, String externalId) {
    String name = "account-" + ACCOUNTS.incrementAndGet();
    Account.CreateResult creation =
        ask(
            Operations.CREATE_ACCOUNT,
            new Account.CreateRequest(name, parent, Optional.ofNullable(externalId)));
    if (creation != Account.CreateResult.CREATED) {
      throw new IllegalStateException(creation.toString());
    }
    return name;
  }

  /** Creates a key and returns its text. */
  public String createKey(String account, Set<Scope> scopes) {
    ApiKey key = ApiKey.random(new SecureRandom());
    if (!ask(
        Operations.CREATE_KEY,
        new ApiKey.CreateRequest(account, key.id(), key.hash(), scopes, "test"))) {
      throw new IllegalStateException("no account " + account);
    }
    return key.text();
  }

  /**
   * Creates a webhook and returns its path.
   *
   * @param key null for one whose senders need an API key
   */
  public String createWebhook(String account, SigningKey key) {
    return createVendorWebhook(account, Webhook.Sender.sendGrid(Optional.ofNullable(key)));
  }

  /** Creates a webhook of any vendor and returns its path. */
  public String createVendorWebhook(String account, Webhook.Sender sender) {
    Webhook.Id id = Webhook.Id.random(new SecureRandom());
    Webhook.CreateRequest webhook = new Webhook.CreateRequest(account, id, sender, "test");
    if (!ask(Operations.CREATE_WEBHOOK, webhook)) {
      throw new IllegalStateException("no account " + account);
    }
    return WebhookEndpoint.path(id);
  }

  /** Asks the store and waits for its answer. */
  public <Q, R> R ask(Operation<Q, R> operation, Q question) {
    return send(operation, question).await();
  }

  /** Asks the store. */
  public <Q, R> Future<R> send(Operation<Q, R> operation, Q question) {
    return service.bus().ask(operation, question);
  }

  /** For what asks by itself, as the commands do. */
  public Bus bus() {
    return service.bus();
  }

  /** The service's clock, which stands still unless a test moves it. */
  public TestClock clock() {
    return clock;
  }

  public String databaseUrl() {
    return databaseUrl;
  }

  @Override
  public void close() {
    service.close();
  }
}
