package dev.rebound.drill;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Clients of every kind at once, each with addresses of its own. */
final class PooledLoad implements AutoCloseable {
  static final List<String> READS =
      List.of(
          Api.BOUNCES,
          Api.BOUNCES + "?limit=3&offset=5",
          Api.BOUNCES + "?email=client-1",
          Api.BOUNCES + "?email=client-%25-0",
          Api.BOUNCES + "?email=%25nobody%25",
          Api.BOUNCES + "?email=%25y",
          Api.BOUNCES + "?start_time=1&end_time=2000000000",
          Api.BOUNCES + "/client-0-0-kept@x.org",
          "/v3/suppressions/bounces/classifications",
          "/v3/scopes",
          "/rebound/v1/bounces/client-0-0-kept@x.org/history");

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Integer> statuses = new ConcurrentSkipListSet<>();
  private final Set<String> kept = new ConcurrentSkipListSet<>();

  /** Starts the clients; each goes on as long as it is told, and ends with a whole round. */
  List<Future<?>> start(int clients, List<Api> services, BooleanSupplier goesOn) {
    List<Future<?>> running = new ArrayList<>();
    for (int client = 0; client < clients; client++) {
      int number = client;
      Api api = services.get(client % services.size());
      running.add(threads.submit(() -> rounds(api, number, goesOn)));
    }
    return running;
  }

  private void rounds(Api api, int client, BooleanSupplier goesOn) {
    int round = 0;
    do {
      round(api, "client-" + client + "-" + round);
      round++;
    } while (goesOn.getAsBoolean());
  }

  private void round(Api api, String name) {
    String keptEmail = name + "-kept@x.org";
    String goneEmail = name + "-gone@x.org";
    if (note(api.post(Api.INGEST, BounceRow.array(row(keptEmail), row(goneEmail)))) == 200) {
      kept.add(keptEmail);
    }
    List<String> batch = IntStream.range(0, 30).mapToObj(i -> name + "-b" + i + "@y.org").toList();
    BounceRow[] rows = batch.stream().map(PooledLoad::row).toArray(BounceRow[]::new);
    if (note(api.post(Api.INGEST, BounceRow.array(rows))) == 200) {
      kept.addAll(batch);
    }
    READS.forEach(path -> note(api.get(path)));
    note(api.post("/rebound/v1/lookup", "{\"emails\":[\"" + keptEmail + "\"]}"));
    note(api.delete(Api.BOUNCES + "/" + goneEmail));
    note(api.delete(Api.BOUNCES, "{\"emails\":[\"" + goneEmail + "\"]}"));
  }

  private static BounceRow row(String email) {
    return BounceRow.at(1_700_000_000L, email).because("550 5.1.1 unknown", "5.1.1");
  }

  private int note(HttpResponse<String> answer) {
    statuses.add(answer.statusCode());
    return answer.statusCode();
  }

  /** Every status that was answered. */
  Set<Integer> statuses() {
    return new TreeSet<>(statuses);
  }

  /** The addresses that were told, with success, and not deleted. */
  Set<String> kept() {
    return new TreeSet<>(kept);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
