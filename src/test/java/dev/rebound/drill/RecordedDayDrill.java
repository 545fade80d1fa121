package dev.rebound.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.api.rebound.WebhookSignature;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Classification;
import dev.rebound.drill.RecordedDay.Door;
import dev.rebound.drill.RecordedDay.Piece;
import dev.rebound.support.Api;
import dev.rebound.support.ServiceProcess;
import dev.rebound.support.ServiceProcess.Outcome;
import dev.rebound.support.Signer;
import dev.rebound.support.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day of mixed input leaves the same list, history and totals however it arrives: twice, in
 * another order, from eight connections, and with the service killed twice.
 */
@Timeout(300)
class RecordedDayDrill {
  private static final long SEED = 20_260_302;
  private static final int CONNECTIONS = 8;
  private static final String DAY =
      "?start_date=" + RecordedDay.DATE + "&end_date=" + RecordedDay.DATE;

  private final RecordedDay day = new RecordedDay();

  @TempDir private Path folder;

  @Test
  void aDayThatArrivesTwiceAndInDisorderLeavesWhatItLeavesOnce() throws Exception {
    List<String> once;
    try (Site clean = new Site()) {
      for (Piece piece : day.pieces()) {
        assertTrue(clean.deliver(clean.current(), piece), piece.text());
      }
      once = clean.everything();
    }
    assertTrue(once.size() > day.addresses().size(), "there is something to compare");
    List<Piece> pieces = new ArrayList<>(day.pieces());
    pieces.addAll(day.pieces());
    Collections.shuffle(pieces, new Random(SEED));
    try (Site rough = new Site()) {
      rough.deliverAll(pieces, 2);
      assertEquals(String.join("\n", once), String.join("\n", rough.everything()));
      Outcome verified = ServiceProcess.run(rough.settings, "verify");
      assertEquals(0, verified.exitCode(), verified.output());
    }
  }

  /** A service on a database of its own, which is started again when it was killed. */
  private final class Site implements AutoCloseable {
    private final Map<String, String> settings =
        Map.of(
            "REBOUND_DATABASE_URL",
            TestDatabase.create(),
            "REBOUND_DATA_DIR",
            folder.toString(),
            "REBOUND_API_KEY",
            ApiKey.random(new SecureRandom()).text());
    private final Signer signer = Signer.create();
    private final String webhook = createWebhook();
    private ServiceProcess service = ServiceProcess.start(settings);
    private int delivered;

    /** Takes turns with what kills the service, which it does a few times before the end. */
    void deliverAll(List<Piece> pieces, int kills) throws Exception {
      Queue<Piece> left = new ConcurrentLinkedQueue<>(pieces);
      ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS);
      try {
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
          done.add(connections.submit(() -> deliverAll(left)));
        }
        for (int kill = 1; kill <= kills; kill++) {
          awaitDelivered(kill * pieces.size() / (kills + 1));
          current().kill();
          restart();
        }
        for (Future<?> connection : done) {
          connection.get();
        }
      } finally {
        connections.shutdownNow();
      }
    }

    private Void deliverAll(Queue<Piece> left) throws Exception {
      for (Piece piece = left.poll(); piece != null; piece = left.poll()) {
        ServiceProcess asked = current();
        while (!deliver(asked, piece)) {
          asked = currentAfter(asked);
        }
      }
      return null;
    }

    /** Returns whether the piece was acknowledged; false when the service is gone. */
    boolean deliver(ServiceProcess asked, Piece piece) throws Exception {
      boolean isTaken =
          piece.door() == Door.CSV_FILE || piece.door() == Door.LOG_FILE
              ? importFile(piece)
              : post(asked, piece);
      if (isTaken) {
        synchronized (this) {
          delivered++;
          notifyAll();
        }
      }
      return isTaken;
    }

    private boolean importFile(Piece piece) throws IOException {
      String ending = piece.door() == Door.CSV_FILE ? ".csv" : ".ndjson";
      Path file = Files.createTempFile(folder, "day", ending);
      Files.write(file, piece.bytes());
      Outcome imported = ServiceProcess.run(settings, "import", file.toString());
      assertEquals(0, imported.exitCode(), imported.errors());
      assertTrue(imported.output().contains(" 0 rejected"), imported.output() + imported.errors());
      return true;
    }

    private boolean post(ServiceProcess asked, Piece piece) throws Exception {
      Callable<HttpResponse<String>> call = call(asked.api(key()), piece);
      try {
        HttpResponse<String> response = call.call();
        assertEquals(200, response.statusCode(), response.body());
        assertTrue(response.body().contains("\"rejected\":[]"), response.body());
        return true;
      } catch (IllegalStateException e) {
        return false;
      }
    }

    private Callable<HttpResponse<String>> call(Api api, Piece piece) {
      return switch (piece.door()) {
        case WEBHOOK -> () -> postSigned(api, piece);
        case NDJSON -> () -> send(api, Api.INGEST, "application/x-ndjson", piece);
        case MAIL -> () -> send(api, "/rebound/v1/messages", "message/rfc822", piece);
        default -> () -> send(api, Api.INGEST, "application/json", piece);
      };
    }

    private String createWebhook() {
      String key = Base64.getEncoder().encodeToString(signer.publicKey().getEncoded());
      Outcome created = ServiceProcess.run(settings, "webhook", "create", "--public-key", key);
      String url =
          created
              .output()
              .lines()
              .filter(line -> line.startsWith("http"))
              .findFirst()
              .orElseThrow();
      return URI.create(url).getPath();
    }

    /** As SendGrid does, which has no key of the API. */
    private HttpResponse<String> postSigned(Api api, Piece piece) {
      String timestamp = Long.toString(Instant.now().getEpochSecond());
      byte[] signed = timestamp.getBytes(StandardCharsets.US_ASCII);
      Api sender =
          new Api(api.url(), null)
              .with(WebhookSignature.TIMESTAMP_HEADER, timestamp)
              .with(WebhookSignature.SIGNATURE_HEADER, signer.sign(signed, piece.bytes()));
      return send(sender, webhook, "application/json", piece);
    }

    private HttpResponse<String> send(Api api, String path, String type, Piece piece) {
      return api.with("Content-Type", type)
          .send("POST", path, BodyPublishers.ofByteArray(piece.bytes()));
    }

    /**
     * List, totals by class, those by domain and the history of everybody, as the API tells them.
     */
    List<String> everything() {
      Api api = current().api(key());
      List<String> answers = new ArrayList<>();
      for (int offset = 0; offset < day.addresses().size(); offset += 500) {
        answers.add(body(api, Api.BOUNCES + "?limit=500&offset=" + offset));
      }
      String totals = "/v3/suppressions/bounces/classifications";
      answers.add(body(api, totals + DAY));
      for (Classification classification : Classification.values()) {
        answers.add(body(api, totals + "/" + classification.label().replace(" ", "%20") + DAY));
      }
      for (String address : day.addresses()) {
        answers.add(body(api, "/rebound/v1/bounces/" + address + "/history?limit=500"));
      }
      return answers;
    }

    private static String body(Api api, String path) {
      HttpResponse<String> response = api.get(path);
      assertEquals(200, response.statusCode(), response.body());
      return response.body();
    }

    private String key() {
      return settings.get("REBOUND_API_KEY");
    }

    synchronized ServiceProcess current() {
      return service;
    }

    private synchronized ServiceProcess currentAfter(ServiceProcess gone)
        throws InterruptedException {
      while (service == gone) {
        wait();
      }
      return service;
    }

    private synchronized void awaitDelivered(int count) throws InterruptedException {
      while (delivered < count) {
        wait();
      }
    }

    private void restart() {
      ServiceProcess next = ServiceProcess.start(settings);
      synchronized (this) {
        service = next;
        notifyAll();
      }
    }

    @Override
    public void close() {
      current().close();
    }
  }
}
