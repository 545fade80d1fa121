package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.FuzzedRequest;
import dev.rebound.support.LogTap;
import dev.rebound.support.TestService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/**
 * No bytes from a client give a 5xx, a hang, a log line with an address, a key or an error, or an
 * error outside the API's own form. With {@code -Drebound.test.requests} and {@code
 * -Drebound.test.seed} for longer runs and for a run again.
 */
class RequestFuzzTest {
  private static final int REQUESTS = Integer.getInteger("rebound.test.requests", 2_000);
  private static final long SEED = Long.getLong("rebound.test.seed", 20_261_129L);
  private static final int THREADS = 4;
  private static final int HANG_MILLIS = 10_000;
  private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.[01] ([0-9]{3}) [^\r\n]*\r\n");
  // Of v3 and Rebound's own API, of v2 in JSON and in XML; a HEAD has no body.
  private static final Pattern API_ERROR =
      Pattern.compile(
          "\\{\"errors\":\\[.*|\\{\"(error|message)\": .*|<(result|error)>.*|", Pattern.DOTALL);
  private static final Pattern ANY = Pattern.compile(".*", Pattern.DOTALL);

  // Of the controls besides.
  private static final Pattern MOCK_ERROR =
      Pattern.compile("\\{\"error\":\".*|" + API_ERROR.pattern(), Pattern.DOTALL);

  @Test
  void noRequestBreaksTheApi() throws Exception {
    Target target = Target.of(TestService.shared(), FuzzedRequest.PATHS);
    assertEquals(List.of(), faults(target, target.api.url(), API_ERROR, REQUESTS));
  }

  @Test
  void noRequestBreaksTheAdminServer() throws Exception {
    Target target = Target.of(TestService.shared(), FuzzedRequest.PATHS);
    assertEquals(List.of(), faults(target, TestService.shared().adminUrl(), ANY, REQUESTS));
  }

  @Test
  void noRequestBreaksAMock() throws Exception {
    try (TestService mock =
        TestService.start(
            Map.of("REBOUND_MODE", "mock", "REBOUND_LIMIT_REQUESTS_PER_MINUTE", "0"))) {
      Target target = Target.of(mock, FuzzedRequest.MOCK_PATHS);
      // Most of the code is that of the other two.
      int few = Math.max(1_000, REQUESTS / 10);
      assertEquals(List.of(), faults(target, target.api.url(), MOCK_ERROR, few));
      assertEquals(List.of(), faults(target, mock.adminUrl(), ANY, few));
    }
  }

  /**
   * A new account of a service, with a webhook.
   *
   * @param paths that the requests name, with that of the webhook
   */
  private record Target(Api api, List<String> paths) {
    static Target of(TestService service, List<String> paths) {
      String account = service.createAccount(Account.ROOT, null);
      List<String> all = new ArrayList<>(paths);
      all.add(service.createWebhook(account, null));
      return new Target(service.api(service.createKey(account, Scope.ALL)), all);
    }
  }

  private static List<String> faults(Target target, String url, Pattern error, int requests)
      throws Exception {
    URI server = URI.create(url);
    String key = target.api.key();
    List<Callable<List<String>>> runs = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      FuzzedRequest fuzzed = new FuzzedRequest(new Random(SEED + i), key, target.paths);
      runs.add(() -> run(server, error, fuzzed, requests / THREADS));
    }
    List<String> faults = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (LogTap log = LogTap.open(Logger.ROOT_LOGGER_NAME, Level.INFO)) {
      for (Future<List<String>> run : threads.invokeAll(runs)) {
        faults.addAll(run.get());
      }
      log.all().stream()
          .map(event -> LogTap.line(event, "text"))
          .filter(
              line ->
                  line.contains(FuzzedRequest.DOMAIN)
                      || line.contains(key)
                      || line.contains(" ERROR "))
          .forEach(line -> faults.add("logged: " + line));
    } finally {
      threads.shutdownNow();
    }
    return faults;
  }

  private static List<String> run(URI server, Pattern error, FuzzedRequest fuzzed, int requests) {
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      byte[] request = fuzzed.next();
      fault(server, error, request)
          .ifPresent(
              fault -> faults.add(fault + "\n" + new String(request, StandardCharsets.ISO_8859_1)));
    }
    return faults;
  }

  /** Returns the fault of the response to a request, whose client then closes its sending side. */
  private static Optional<String> fault(URI server, Pattern error, byte[] request) {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(HANG_MILLIS);
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      InputStream input = socket.getInputStream();
      byte[] some = new byte[8192];
      for (int read = input.read(some); read >= 0; read = input.read(some)) {
        received.write(some, 0, read);
      }
    } catch (SocketTimeoutException e) {
      return Optional.of("hangs");
    } catch (IOException e) {
      // The service has responded, and refuses the rest of the request.
    }
    return fault(received.toString(StandardCharsets.UTF_8), error, request);
  }

  private static Optional<String> fault(String response, Pattern error, byte[] request) {
    String text = response.replaceFirst("^HTTP/1\\.1 100 Continue\r\n\r\n", "");
    Matcher status = STATUS.matcher(text);
    if (!status.find()) {
      boolean hasLine = new String(request, StandardCharsets.ISO_8859_1).contains("\n");
      return hasLine ? Optional.of("no response: " + text) : Optional.empty();
    }
    int code = Integer.parseInt(status.group(1));
    if (code >= 500 && code != 505) {
      return Optional.of("failed: " + text);
    }
    int end = text.indexOf("\r\n\r\n");
    String rest = end < 0 ? "" : text.substring(end + 4);
    // After a HEAD the response to the rest of the bytes may follow.
    String body = rest.startsWith("HTTP/1.") ? "" : rest;
    return code < 400 || error.matcher(body).matches()
        ? Optional.empty()
        : Optional.of("another form: " + text);
  }
}
