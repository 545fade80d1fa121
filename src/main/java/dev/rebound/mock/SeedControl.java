package dev.rebound.mock;

import dev.rebound.seed.SeedPlan;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /mock/seed} fills an empty database, {@code POST /mock/reset} {@code {"to":"empty"}}
 * empties it, {@code {"to":"seed"}} has it as the last seed left it. One at a time; another one is
 * told 409. A client that goes away ends its seed.
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

  // Both are for the admin server's event loop alone.
  private boolean isBusy;
  private SeedPlan last;

  /**
   * @param clock says which day is today
   */
  public SeedControl(Seeder seeder, Clock clock) {
    this.seeder = seeder;
    this.clock = clock;
  }

  public void addTo(Controls controls) {
    controls.on(HttpMethod.POST, SEED, this::seed).on(HttpMethod.POST, RESET, this::reset);
  }

  private Future<Void> seed(HttpServerRequest request) {
    return Controls.body(request)
        .map(body -> SeedRequest.of(body, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)))
        .compose(asked -> alone(request, () -> run(request, asked.plan(), seeder.fill(asked))));
  }

  private Future<Void> reset(HttpServerRequest request) {
    return Controls.body(request)
        .map(SeedControl::target)
        .compose(
            target ->
                alone(request, () -> target == Target.EMPTY ? clear(request) : replace(request)));
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

  private Future<Void> alone(HttpServerRequest request, Supplier<Future<Void>> work) {
    if (isBusy) {
      return refuse(request, "another seed or reset is running");
    }
    isBusy = true;
    return Future.succeededFuture().compose(free -> work.get()).onComplete(done -> isBusy = false);
  }

  private Future<Void> clear(HttpServerRequest request) {
    Callable<Void> clearing =
        () -> {
          seeder.clear();
          return null;
        };
    return aside(clearing).compose(done -> Controls.done(request));
  }

  private Future<Void> replace(HttpServerRequest request) {
    return last == null
        ? refuse(request, "nothing was seeded here yet")
        : run(request, last, seeder.replace(last));
  }

  private Future<Void> run(HttpServerRequest request, SeedPlan plan, Seeder.Run run) {
    SeedStream stream = new SeedStream(request.response(), plan.rows());
    stream.whenGone(() -> stop(run));
    return aside(() -> run.run(stream::reach))
        .onSuccess(seeded -> seeded.ifPresent(made -> last = plan))
        .compose(
            seeded ->
                seeded.isPresent()
                    ? stream.finish(seeded.get())
                    : refuse(request, "the database has bounces already; reset it first"))
        .recover(stream::fail);
  }

  private static void stop(Seeder.Run run) {
    Callable<Void> stopping =
        () -> {
          run.stop();
          return null;
        };
    aside(stopping)
        .onFailure(cause -> LOG.warn("a seed that nobody waits for goes on: {}", cause.toString()));
  }

  private static Future<Void> refuse(HttpServerRequest request, String why) {
    return Controls.answer(request, 409, new JsonObject().put("error", why));
  }

  /** What blocks has a thread of its own; what follows is back on the event loop. */
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
      // All of them: who waits would wait for ever.
      result.completeExceptionally(e);
    }
  }
}
