package dev.rebound.mock.hook;

import dev.rebound.mock.Agenda;
import dev.rebound.mock.MockClock;
import dev.rebound.mock.event.EventBody;
import dev.rebound.mock.event.WebhookClient;
import dev.rebound.mock.send.EventSink;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The webhooks of all accounts, in memory, and their queues. A reset keeps the webhooks and forgets
 * the events. Thread-safe.
 */
public final class Hooks implements EventSink {
  /** Webhooks of an account. */
  static final int MAX = 5;

  private static final long MAX_RETRIED_BYTES = 16 << 20;

  private final Map<Long, List<Hook>> byAccount = new ConcurrentHashMap<>();
  private final Map<String, HookQueue> queues = new ConcurrentHashMap<>();
  private final Context context;
  private final MockClock clock;
  private final WebhookClient client;
  private final Agenda<Runnable> retries;

  public Hooks(Vertx vertx, MockClock clock) {
    this.context = vertx.getOrCreateContext();
    this.clock = clock;
    this.client = new WebhookClient(vertx, () -> clock.instant().getEpochSecond());
    this.retries =
        new Agenda<>(
            clock,
            vertx,
            MAX_RETRIED_BYTES,
            due -> {
              due.forEach(Runnable::run);
              return Future.succeededFuture();
            });
  }

  /** Returns an account's webhooks, the oldest first. */
  List<Hook> of(long accountId) {
    return byAccount.getOrDefault(accountId, List.of());
  }

  Optional<Hook> find(long accountId, String id) {
    return of(accountId).stream().filter(hook -> hook.id().equals(id)).findFirst();
  }

  /** Adds a webhook, and returns it. */
  Hook add(long accountId, Hook hook) {
    change(
        accountId,
        hooks -> {
          if (hooks.size() >= MAX) {
            throw RefusedException.of(
                400,
                "You have reached the maximum number of webhooks per your current billing plan.");
          }
          return Stream.concat(hooks.stream(), Stream.of(unique(hook, hooks))).toList();
        });
    return hook;
  }

  /** Replaces a webhook, and returns the new one. */
  Hook replace(long accountId, String id, UnaryOperator<Hook> change) {
    List<Hook> changed =
        change(
            accountId,
            hooks -> {
              Hook hook = unique(change.apply(hook(hooks, id)), hooks);
              return hooks.stream().map(other -> other.id().equals(id) ? hook : other).toList();
            });
    return hook(changed, id);
  }

  void remove(long accountId, String id) {
    change(accountId, hooks -> hooks.stream().filter(hook -> !hook.id().equals(id)).toList());
  }

  /** Replaces an account's webhooks, atomically; the change may throw to refuse. */
  private List<Hook> change(long accountId, UnaryOperator<List<Hook>> change) {
    List<Hook> changed =
        byAccount.compute(
            accountId, (id, hooks) -> List.copyOf(change.apply(hooks == null ? List.of() : hooks)));
    List<String> all = byAccount.values().stream().flatMap(List::stream).map(Hook::id).toList();
    queues.keySet().retainAll(all);
    return changed;
  }

  private static Hook hook(List<Hook> hooks, String id) {
    return hooks.stream()
        .filter(hook -> hook.id().equals(id))
        .findFirst()
        .orElseThrow(RefusedException::unknownId);
  }

  /** Refuses a webhook with the URL of another one. */
  private static Hook unique(Hook hook, List<Hook> hooks) {
    String url = hook.settings().url();
    for (Hook other : hooks) {
      if (!url.isEmpty() && !other.id().equals(hook.id()) && other.settings().url().equals(url)) {
        String message = "Webhook at '" + url + "' already exists. Please provide a unique URL.";
        throw new RefusedException(
            400, new JsonObject().put("id", other.id()).put("message", message).put("url", url));
      }
    }
    return hook;
  }

  @Override
  public boolean isWanted(long accountId) {
    return of(accountId).stream().anyMatch(Hook::isActive);
  }

  @Override
  public void take(long accountId, List<JsonObject> events) {
    for (Hook hook : of(accountId)) {
      List<String> wanted = new ArrayList<>();
      for (JsonObject event : events) {
        if (hook.settings().includes(event)) {
          wanted.add(EventBody.text(event));
        }
      }
      if (hook.isActive() && !wanted.isEmpty()) {
        queue(accountId, hook.id()).offer(wanted);
      }
    }
  }

  private HookQueue queue(long accountId, String id) {
    return queues.computeIfAbsent(
        id, first -> new HookQueue(context, clock, client, retries, () -> find(accountId, id)));
  }

  /** Forgets all events that are not delivered yet. */
  public void clear() {
    retries.clear();
    queues.values().forEach(HookQueue::clear);
  }
}
