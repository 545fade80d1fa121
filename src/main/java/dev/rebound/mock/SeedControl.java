package dev.rebound.mock;

import dev.rebound.mock.Controls.Mount;
import dev.rebound.seed.SeedPlan;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /mock/seed} fills an empty database, {@code POST /mock/reset} {@code {"to":"empty"}}
 * empties it, {@code {"to":"seed"}} restores it as the last seed left it. Runs one at a time; a
 * second request gets 409. A client that closes its connection ends its seed.
 */
public final class SeedControl {
  private static final String SEED = "/mock/seed";
  private static final String RESET = "/mock/reset";
  private static final Logger LOG = LoggerFactory.getLogger(SeedControl.class);

  private enum Target {
    EMPTY,
    SEED
  }

  private final Seeder seeder;
  private final Clock clock;

  // The admin server's event loop alone uses both.
  private boolean isBusy;
  private SeedPlan last;

  /**
   * @param clock gives today's date
   */
  public SeedControl(Seeder seeder, Clock clock) {
    this.seeder = seeder;
    this.clock = clock;
  }

  public List<Mount> mounts() {
    return List.of(
        new Mount(HttpMethod.POST, SEED, this::seed),
        new Mount(HttpMethod.POST, RESET, this::reset));
  }

  private Future<Void> seed(RoutingContext context) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    SeedRequest request = SeedRequest.of(Controls.object(context), today);
    return alone(context, () -> run(context, request.plan(), seeder.fill(request)));
  }

  private Future<Void> reset(RoutingContext context) {
    Target target = target(Controls.object(context));
    return alone(context, () -> target == Target.EMPTY ? clear(context) : replace(context));
  }

  private static Target target(JsonObject body) {
    Object to = body.size() == 1 ? body.getValue("to") : null;
    if ("empty".equals(to)) {
      return Target.EMPTY;
    }
    if ("seed".equals(to)) {
      return Target.SEED;
    }
    throw new IllegalArgumentException("to must be empty or seed");
  }

  private Future<Void> alone(RoutingContext context, Supplier<Future<Void>> work) {
    if (isBusy) {
      return refuse(context, "another seed or reset is running");
    }
    isBusy = true;
    return Future.succeededFuture().compose(free -> work.get()).onComplete(done -> isBusy = false);
  }

  private Future<Void> clear(RoutingContext context) {
    Callable<Void> clearing =
        () -> {
          seeder.clear();
          return null;
        };
    return aside(clearing).compose(done -> Controls.noContent(context));
  }

  private Future<Void> replace(RoutingContext context) {
    return last == null
        ? refuse(context, "no seed has run yet")
        : run(context, last, seeder.replace(last));
  }

  private Future<Void> run(RoutingContext context, SeedPlan plan, Seeder.Run run) {
    SeedStream stream = new SeedStream(context, plan.rows());
    stream.whenGone(() -> stop(run));
    return aside(() -> run.run(stream::reach))
        .onSuccess(seeded -> seeded.ifPresent(made -> last = plan))
        .compose(
            seeded ->
                seeded.isPresent()
                    ? stream.finish(seeded.get())
                    : refuse(context, "the database has bounces already; reset it first"))
        .recover(stream::fail);
  }

  private static void stop(Seeder.Run run) {
    Callable<Void> stopping =
        () -> {
          run.stop();
          return null;
        };
    aside(stopping).onFailure(cause -> LOG.warn("an abandoned seed goes on: {}", cause.toString()));
  }

  private static Future<Void> refuse(RoutingContext context, String message) {
    return Controls.respond(context, 409, new JsonObject().put("error", message));
  }

  /** Runs blocking work on a thread of its own, and returns to the event loop. */
  private static <T> Future<T> aside(Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread = new Thread(() -> complete(result, work), "mock-seed");
    thread.setDaemon(true);
    thread.start();
    return Future.fromCompletionStage(result, Vertx.currentContext());
  }

  private static <T> void complete(CompletableFuture<T> result, Callable<T> work) {
    try {
      result.complete(work.call());
    } catch (Throwable e) {
      // Any failure completes the future, or its caller would wait for ever.
      result.completeExceptionally(e);
    }
  }
}
