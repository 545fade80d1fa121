package dev.rebound.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.RawHttp;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Processor time per request, of the service and of PostgreSQL apart, beside {@link PoolService} on
 * the same database, by turns and in both orders. On cores that the load shares it tells more than
 * a rate. {@code mvn -Pbenchmark verify -Dit.test=PeerBenchmark}, with {@code -Drows=}, {@code
 * -Dseconds=}, {@code -Dloops=} event loops (default: one for each core), {@code -Dquestions=}
 * parts of names of questions, and {@code -Ddatabase=} as in {@link ServiceBenchmark}. Writes
 * {@code docs/benchmarks.md}.
 */
class PeerBenchmark {
  private static final long ROWS = Long.getLong("rows", 10_000_000);
  private static final String DATABASE = System.getProperty("database", "");
  private static final int SECONDS = Integer.getInteger("seconds", 10);
  private static final int LOOPS =
      Integer.getInteger("loops", Runtime.getRuntime().availableProcessors());
  private static final List<String> ONLY = List.of(System.getProperty("questions", "").split(","));
  private static final int ROUNDS = 3;
  private static final int SAMPLE = 200;
  private static final int WARM_UP_REQUESTS = 30_000;
  private static final Duration MAX_WARM_UP = Duration.ofMinutes(1);
  private static final int INGESTED_ROWS = 1_000;

  /** The head of each script: random numbers that differ between threads and runs. */
  private static final String HEAD =
      """
      wrk.headers["Authorization"] = "Bearer %s"
      local threads = 0
      function setup(thread) thread:set("seed", threads); threads = threads + 1 end
      function init() math.randomseed(os.time() * 10 + seed) end
      """;

  private static final String LIST = "/v3/suppression/bounces?limit=500";

  /**
   * One question, asked in a closed loop.
   *
   * @param request Lua: the arguments of {@code wrk.format} for one request
   * @param sample the path of one such request, whose bodies must be equal; empty for a write
   */
  private record Question(String name, int connections, String request, String sample) {
    private Question(String name, int connections, String path) {
      this(name, connections, "\"GET\", \"" + path + "\"", path);
    }

    private boolean isChosen() {
      return ONLY.stream().anyMatch(name::contains);
    }
  }

  @Test
  void questions() throws IOException {
    try (Site site = DATABASE.isEmpty() ? Site.seeded(ROWS, LOOPS) : Site.on(DATABASE, LOOPS);
        PoolProcess peer =
            PoolProcess.start(site.java(), site.databaseUrl(), site.api().key(), LOOPS)) {
      site.vacuum();
      PeerTable table = new PeerTable(ROWS, LOOPS, site.counts());
      Turns turns = new Turns(site, peer);
      for (Question question : questions(site.api())) {
        if (question.isChosen()) {
          table.add(turns.measure(question));
        }
      }
      table.memory(site.peakResidentKib(), peer.peakResidentKib());
      if (ONLY.equals(List.of(""))) {
        table.write();
      }
    }
  }

  private static List<Question> questions(Api api) {
    List<String> emails = new ArrayList<>();
    for (int i = 0; i < SAMPLE; i++) {
      emails.addAll(api.emails("?limit=1&offset=" + ROWS / SAMPLE * i));
    }
    String table =
        emails.stream()
            .map(email -> email.replaceAll("@.*", ""))
            .collect(Collectors.joining("\",\"", "({\"", "\"})"));
    String local = table + "[math.random(1, %d)]".formatted(emails.size());
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    String year =
        "/v3/suppression/bounces/classifications?start_date=%s&end_date=%s"
            .formatted(today.minusDays(364), today);
    return List.of(
        new Question(
            "lookup",
            256,
            "\"GET\", \"/v3/suppression/bounces/\" .. ({\"%s\"})[math.random(1, %d)]"
                .formatted(String.join("\",\"", emails), emails.size()),
            "/v3/suppression/bounces/" + emails.get(0)),
        new Question(
            "page of 500, each its own",
            32,
            "\"GET\", \"" + LIST + "&start_time=\" .. math.random(1, 1000000000)",
            LIST + "&start_time=5"),
        new Question(
            "page at offset 500·i",
            32,
            "\"GET\", \"" + LIST + "&offset=\" .. 500 * math.random(1, 1000)",
            LIST + "&offset=1500"),
        new Question("page, all the same", 32, LIST),
        new Question(
            "page at offset %,d".formatted(ROWS / 2),
            4,
            "\"GET\", \"%s&offset=\" .. %d + math.random(1, 1000)".formatted(LIST, ROWS / 2),
            LIST + "&offset=" + ROWS / 2),
        new Question(
            "prefix filter",
            32,
            "\"GET\", \"" + LIST + "&email=\" .. " + local,
            LIST + "&email=" + emails.get(1).replaceAll("@.*", "")),
        new Question(
            "contains filter",
            8,
            "\"GET\", \"" + LIST + "&email=%25\" .. string.sub(" + local + ", 2)",
            LIST + "&email=%25" + emails.get(1).substring(1).replaceAll("@.*", "")),
        new Question(
            "totals of a year",
            16,
            // Each start of the range is a question of its own: the service shares equal ones.
            "\"GET\", \"%s\" .. os.date(\"!%%Y-%%m-%%d\", os.time() - 86400 * math.random(300, 364))"
                    .formatted(year.substring(0, year.indexOf('=') + 1))
                + " .. \"%s\"".formatted(year.substring(year.indexOf('&'))),
            year),
        new Question("totals of a year, all the same", 16, year),
        new Question("ingest, %,d rows".formatted(INGESTED_ROWS), 4, INGEST, ""));
  }

  // Two thirds are known replies of large receivers.
  private static final String INGEST =
      """
      "POST", "/rebound/v1/bounces", {
          ["Authorization"] = wrk.headers["Authorization"], ["Content-Type"] = "application/x-ndjson"
        }, (function()
          local reasons = {
            "550 5.1.1 <a@b.example>: Recipient address rejected: User unknown in local recipient table",
            "552 5.2.2 The email account that you tried to reach is over quota and inactive",
            "550 5.7.1 Message rejected due to content restrictions"}
          local rows = {}
          for i = 1, %d do
            rows[i] = '{"email":"user' .. math.random(1, 2^40) .. '@d' .. math.random(1, 5000) ..
              '.example","created":' .. (1700000000 + math.random(1, 20000000)) ..
              ',"status":"5.1.1","reason":"' .. reasons[math.random(1, 3)] .. '"}'
          end
          return table.concat(rows, "\\n")
        end)()"""
          .formatted(INGESTED_ROWS);

  /** Both services, asked the same. */
  private record Turns(Site site, PoolProcess peer) {
    private PeerTable.Row measure(Question question) {
      assertSameBody(question);
      warmUp(question, site.api().url());
      warmUp(question, peer.url());
      List<PeerTable.Cost> own = new ArrayList<>();
      List<PeerTable.Cost> others = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        if (round % 2 == 0) {
          own.add(cost(question, site.api().url(), site.pid()));
        }
        others.add(cost(question, peer.url(), peer.pid()));
        if (round % 2 == 1) {
          own.add(cost(question, site.api().url(), site.pid()));
        }
      }
      return new PeerTable.Row(question.name(), own, others);
    }

    private void assertSameBody(Question question) {
      if (!question.sample().isEmpty()) {
        Api other = new Api(peer.url(), site.api().key());
        String body = site.api().get(question.sample()).body();
        // Not through the client, which checks each response against the API's description.
        assertEquals(body, RawHttp.send(other, "GET", question.sample()).body(), question.name());
      }
    }

    /**
     * Ends after enough requests, or after a minute of slow ones: the compilers take a third of the
     * processor time of the first thousands.
     */
    private void warmUp(Question question, String url) {
      long end = System.nanoTime() + MAX_WARM_UP.toNanos();
      long requests = 0;
      while (requests < WARM_UP_REQUESTS && System.nanoTime() < end) {
        requests += run(question, url).requests();
      }
    }

    private PeerTable.Cost cost(Question question, String url, long pid) {
      // The statements of requests that the end of a turn cut off would count for the next turn.
      site.awaitIdleServer();
      long service = ProcessorTime.of(pid);
      long database = ProcessorTime.ofServer(site.postmaster());
      Wrk.Result result = run(question, url);
      double requests = result.requests();
      return new PeerTable.Cost(
          (ProcessorTime.of(pid) - service) / requests,
          (ProcessorTime.ofServer(site.postmaster()) - database) / requests,
          result.rate());
    }

    private Wrk.Result run(Question question, String url) {
      String script =
          HEAD.formatted(site.api().key())
              + "function request() return wrk.format("
              + question.request()
              + ") end\n";
      return Wrk.run(url, script, question.connections(), SECONDS);
    }
  }
}
