package dev.rebound.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.bus.Operations;
import dev.rebound.domain.Account;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.BouncePage;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.EmailFilter;
import dev.rebound.domain.Page;
import dev.rebound.domain.TimeRange;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.PgBouncer;
import dev.rebound.support.TestDatabase;
import dev.rebound.support.TestService;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a statement costs through a PgBouncer: both ways in turn, in one run. */
@Timeout(180)
class PgBouncerBenchmark {
  private static final int AT_ONCE = 64;
  private static final int ROUNDS = 3;
  private static final Duration ROUND = Duration.ofSeconds(3);

  private static final Path WRK = Path.of("/usr/bin/wrk");
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");

  private final AtomicLong failed = new AtomicLong();

  @Test
  void aStatementIsDearerThroughThePoolerAndNoneFails() {
    String database = TestDatabase.create();
    try (PgBouncer bouncer = PgBouncer.start(database, 20);
        TestService direct = TestService.start(database, Map.of());
        TestService pooled =
            TestService.start(database, Map.of("REBOUND_DATABASE_URL", bouncer.url(database)))) {
      Api root = direct.root();
      root.ingest(BounceRow.at(1_700_000_000, "a@x.org"));
      long id = direct.ask(Operations.FIND_ACCOUNT, Account.ROOT).orElseThrow().id();
      Bounce.Lookup lookup =
          new Bounce.Lookup(id, List.of(EmailAddress.parse("a@x.org").orElseThrow()));
      BouncePage.Query page =
          new BouncePage.Query(
              id, TimeRange.ALL, EmailFilter.ANY, new Page(500, 0), Optional.empty());
      compare(
          "statements of one lookup",
          service -> rate(service, asked -> asked.send(Operations.FIND_BOUNCES, lookup)),
          direct,
          pooled);
      compare(
          "pages",
          service -> rate(service, asked -> asked.send(Operations.LIST_BOUNCES, page)),
          direct,
          pooled);
      if (Files.isExecutable(WRK)) {
        compare("lookups over HTTP", PgBouncerBenchmark::lookupRate, direct, pooled);
      }
      assertEquals(0, failed.get());
    }
  }

  private static void compare(
      String what, ToDoubleFunction<TestService> rate, TestService direct, TestService pooled) {
    rate.applyAsDouble(direct);
    rate.applyAsDouble(pooled);
    double directRate = 0;
    double pooledRate = 0;
    for (int i = 0; i < ROUNDS; i++) {
      directRate += rate.applyAsDouble(direct) / ROUNDS;
      pooledRate += rate.applyAsDouble(pooled) / ROUNDS;
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %.0f/s direct, %.0f/s through PgBouncer, ratio %.2f%n",
        what,
        directRate,
        pooledRate,
        pooledRate / directRate);
  }

  /** Those that come together share a statement, as they do in service. */
  private static double lookupRate(TestService service) {
    Api root = service.root();
    try {
      Process wrk =
          new ProcessBuilder(
                  WRK.toString(),
                  "-t1",
                  "-c" + AT_ONCE,
                  "-d" + ROUND.toSeconds() + "s",
                  "-H",
                  "Authorization: Bearer " + root.key(),
                  root.url() + Api.BOUNCES + "/a@x.org")
              .start();
      String printed = new String(wrk.getInputStream().readAllBytes());
      Matcher rate = RATE.matcher(printed);
      if (!rate.find() || printed.contains("Non-2xx")) {
        throw new IllegalStateException(printed);
      }
      return Double.parseDouble(rate.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private double rate(TestService service, Function<TestService, Future<?>> statement) {
    long start = System.nanoTime();
    long end = start + ROUND.toNanos();
    AtomicLong done = new AtomicLong();
    List<Future<Void>> clients = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      Promise<Void> client = Promise.promise();
      clients.add(client.future());
      askOn(service, statement, end, done, client);
    }
    Future.join(clients).await();
    return done.get() / ((System.nanoTime() - start) / 1e9);
  }

  private void askOn(
      TestService service,
      Function<TestService, Future<?>> statement,
      long end,
      AtomicLong done,
      Promise<Void> client) {
    statement
        .apply(service)
        .onFailure(cause -> failed.incrementAndGet())
        .onComplete(
            answer -> {
              done.incrementAndGet();
              if (System.nanoTime() < end) {
                askOn(service, statement, end, done, client);
              } else {
                client.complete();
              }
            });
  }
}
