package dev.rebound.mock;

import dev.rebound.ingest.JsonFields;
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
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
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

  private final Seeder seeder;
  private final Clock clock;
  private final Runnable onReset;

  private final AtomicBoolean isBusy = new AtomicBoolean();
  private volatile SeedPlan last;

  /**
   * @param clock gives today's date
   * @param onReset runs at each reset, for what is not in the database
   */
  public SeedControl(Seeder seeder, Clock clock, Runnable onReset) {
    this.seeder = seeder;
    this.clock = clock;
    this.onReset = onReset;
  }

  public List<Controls.Mount> mounts() {
    return List.of(
        new Controls.Mount(HttpMethod.POST, SEED, this::seed),
        new Controls.Mount(HttpMethod.POST, RESET, this::reset));
  }

  private Future<Void> seed(RoutingContext context) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Seeder.SeedRequest request = request(Controls.object(context), today);
    return alone(context, () -> run(context, request.plan(), seeder.fill(request)));
  }

  /**
   * Reads a request such as {@code {"rows":1000,"seed":1,"accounts":1,"days":365,
   * "until":"2026-01-01","keys":true}}. Only {@code rows} is required.
   *
   * @param today the default of {@code until}
   */
  private static Seeder.SeedRequest request(JsonObject body, LocalDate today) {
    JsonFields fields = new JsonFields(body.getMap());
    SeedPlan plan =
        new SeedPlan(
            fields.number("rows", SeedPlan.MIN_ROWS, SeedPlan.MAX_ROWS),
            fields.number("seed", Long.MIN_VALUE, Long.MAX_VALUE, SeedPlan.DEFAULT_SEED),
            (int) fields.number("accounts", 1, SeedPlan.MAX_ACCOUNTS, SeedPlan.DEFAULT_ACCOUNTS),
            (int) fields.number("days", 1, SeedPlan.MAX_DAYS, SeedPlan.DEFAULT_DAYS),
            fields.time("until", LocalDate::parse, "a day such as 2026-01-01").orElse(today));
    Seeder.SeedRequest request = new Seeder.SeedRequest(plan, fields.flag("keys"));
    fields.requireKnown();
    return request;
  }

  private Future<Void> reset(RoutingContext context) {
    JsonObject body = Controls.object(context);
    boolean isEmpty = body.equals(JsonObject.of("to", "empty"));
    if (!isEmpty && !body.equals(JsonObject.of("to", "seed"))) {
      throw new IllegalArgumentException("to must be empty or seed");
    }
    return alone(
        context,
        () -> {
          if (!isEmpty && last == null) {
            return Controls.fail(context, 409, "no seed has run yet");
          }
          onReset.run();
          return isEmpty ? clear(context) : run(context, last, seeder.replace(last));
        });
  }

  private Future<Void> alone(RoutingContext context, Supplier<Future<Void>> work) {
    if (!isBusy.compareAndSet(false, true)) {
      return Controls.fail(context, 409, "another seed or reset is running");
    }
    return Future.succeededFuture()
        .compose(free -> work.get())
        .onComplete(done -> isBusy.set(false));
  }

  private Future<Void> clear(RoutingContext context) {
    Callable<Void> clearing =
        () -> {
          seeder.clear();
          return null;
        };
    return aside(clearing).compose(done -> Controls.noContent(context));
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
                    : Controls.fail(
                        context, 409, "the database has bounces already; reset it first"))
        .recover(stream::fail);
  }

  private static void stop(Seeder.Run run) {
    aside(Executors.callable(run::stop))
        .onFailure(cause -> LOG.warn("an abandoned seed goes on: {}", cause.toString()));
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
