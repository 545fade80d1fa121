package dev.rebound.drill;

import dev.rebound.drill.AddressHistory.Outcome;
import dev.rebound.drill.AddressHistory.Step;
import dev.rebound.drill.Progress.Kind;
import dev.rebound.support.Api;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A client with an account of its own, which sends one request at a time, to any of several
 * services, and records what each response proves about each address. It repeats a write without a
 * response until it gets one. The times of its events are in random order. It ends when an address
 * has all events, and soon after a deletion without a response: such a deletion may take effect at
 * any later time, but not in another account.
 */
final class RecordingClient {
  private static final int ADDRESSES = 8;
  private static final int AFTER_UNKNOWN_DELETION = 30;
  private static final String ACCOUNTS = "/rebound/v1/accounts";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private final Random random;
  private final String account;
  private final String key;
  private final List<String> urls;
  private final Consumer<Kind> observed;
  private final List<List<Step>> steps = new ArrayList<>();
  private final List<Integer> order;
  private final int[] events = new int[ADDRESSES];
  private boolean isSent;
  private int requestsLeft = Integer.MAX_VALUE;

  /**
   * @param account whose list nobody else reads or writes
   * @param key of the account above it
   * @param urls of services on one database; each request goes to one of them at random
   * @param observed gets what each request showed
   */
  RecordingClient(
      long seed, String account, String key, List<String> urls, Consumer<Kind> observed) {
    this.random = new Random(seed + account.hashCode());
    this.account = account;
    this.key = key;
    this.urls = urls;
    this.observed = observed;
    IntStream.range(0, ADDRESSES).forEach(i -> steps.add(new ArrayList<>()));
    order = IntStream.range(0, EventRow.MAX_EVENTS).boxed().collect(Collectors.toList());
    Collections.shuffle(order, random);
  }

  /** Creates the account; returns whether it did so while the condition held. */
  boolean create(BooleanSupplier goesOn) {
    boolean isCreated = false;
    while (!isCreated && goesOn.getAsBoolean()) {
      isCreated =
          send(request("POST", ACCOUNTS, "{\"name\":\"" + account + "\"}", anyUrl())).isPresent();
    }
    return isCreated;
  }

  /** Sends requests until the end of the account, as long as the condition holds. */
  void run(BooleanSupplier goesOn) {
    for (; goesOn.getAsBoolean() && hasEventsLeft() && requestsLeft > 0; requestsLeft--) {
      int address = random.nextInt(ADDRESSES);
      int choice = random.nextInt(20);
      if (choice < 9) {
        write(List.of(address), goesOn);
      } else if (choice < 11) {
        write(IntStream.range(0, ADDRESSES).boxed().toList(), goesOn);
      } else if (choice < 13) {
        delete(address);
      } else if (choice == 13) {
        deleteAll(emails());
      } else if (choice == 14) {
        deleteAll("{\"delete_all\":true}");
      } else if (choice < 17) {
        readPage(anyUrl());
      } else {
        lookUp(address, anyUrl());
      }
    }
  }

  private boolean hasEventsLeft() {
    return IntStream.of(events).allMatch(event -> event < EventRow.MAX_EVENTS);
  }

  private void write(List<Integer> addresses, BooleanSupplier goesOn) {
    int[] event = addresses.stream().mapToInt(address -> order.get(events[address]++)).toArray();
    String body =
        IntStream.range(0, event.length)
            .mapToObj(i -> EventRow.of(email(addresses.get(i)), event[i]))
            .collect(Collectors.joining(",", "[", "]"));
    Outcome outcome;
    boolean isKnown;
    do {
      Optional<HttpResponse<String>> response = send("POST", Api.INGEST, body, anyUrl());
      isKnown = response.isPresent();
      outcome =
          response
              .map(known -> written(known, addresses.size()))
              .orElse(isSent ? Outcome.WRITE_UNKNOWN : Outcome.NOT_SENT);
      for (int i = 0; i < event.length; i++) {
        steps.get(addresses.get(i)).add(Step.write(outcome, event[i]));
      }
    } while (!isKnown && goesOn.getAsBoolean());
    if (outcome == Outcome.NEW) {
      observed.accept(Kind.NEW_WRITE);
    }
  }

  private static Outcome written(HttpResponse<String> response, int rows) {
    JsonObject report = new JsonObject(response.body());
    int duplicates = report.getInteger("duplicates");
    if (duplicates + report.getInteger("added") + report.getInteger("updated") != rows) {
      throw new AssertionError(response.body());
    }
    return duplicates == 0 ? Outcome.NEW : duplicates == rows ? Outcome.DUPLICATE : Outcome.STORED;
  }

  private void delete(int address) {
    Optional<HttpResponse<String>> response =
        send("DELETE", Api.BOUNCES + "/" + email(address), "", anyUrl());
    Outcome outcome =
        response
            .map(known -> known.statusCode() == 404 ? Outcome.ABSENT : Outcome.DELETED)
            .orElseGet(this::unknownDeletion);
    steps.get(address).add(Step.of(outcome));
  }

  private void deleteAll(String body) {
    boolean isKnown = send("DELETE", Api.BOUNCES, body, anyUrl()).isPresent();
    Outcome outcome = isKnown ? Outcome.GONE : unknownDeletion();
    steps.forEach(ofAddress -> ofAddress.add(Step.of(outcome)));
  }

  private Outcome unknownDeletion() {
    if (!isSent) {
      return Outcome.NOT_SENT;
    }
    requestsLeft = Math.min(requestsLeft, AFTER_UNKNOWN_DELETION);
    return Outcome.DELETION_UNKNOWN;
  }

  private String emails() {
    return IntStream.range(0, ADDRESSES)
        .mapToObj(address -> "\"" + email(address) + "\"")
        .collect(Collectors.joining(",", "{\"emails\":[", "]}"));
  }

  /** Reads the whole list, which proves something about every address. */
  private boolean readPage(String url) {
    Optional<HttpResponse<String>> response = send("GET", Api.BOUNCES + "?limit=500", "", url);
    response.ifPresent(known -> addPage(known.body()));
    return response.isPresent();
  }

  private void addPage(String page) {
    List<JsonObject> rows = EventRow.list(page);
    if (!rows.isEmpty()) {
      observed.accept(Kind.PAGE_WITH_ROWS);
    }
    int known = 0;
    for (int address = 0; address < ADDRESSES; address++) {
      String email = email(address);
      List<JsonObject> own =
          rows.stream().filter(row -> row.getString("email").equals(email)).toList();
      steps.get(address).add(EventRow.step(email, own));
      known += own.size();
    }
    if (known != rows.size()) {
      throw new AssertionError("a row of another account: " + page);
    }
  }

  private boolean lookUp(int address, String url) {
    String email = email(address);
    Optional<HttpResponse<String>> response = send("GET", Api.BOUNCES + "/" + email, "", url);
    response.ifPresent(
        known -> steps.get(address).add(EventRow.step(email, EventRow.list(known.body()))));
    return response.isPresent();
  }

  /** Reads the list, all addresses and their histories at a service that has no fault. */
  void finish(String url) {
    boolean isRead = false;
    while (!isRead) {
      isRead = readPage(url);
    }
    for (int address = 0; address < ADDRESSES; address++) {
      boolean isKnown = false;
      while (!isKnown) {
        isKnown = lookUp(address, url);
      }
      String email = email(address);
      String path = "/rebound/v1/bounces/" + email + "/history?limit=500";
      Optional<HttpResponse<String>> history = Optional.empty();
      while (history.isEmpty()) {
        history = send("GET", path, "", url);
      }
      steps.get(address).add(EventRow.history(email, history.get().body()));
    }
  }

  /** Returns the addresses without an explanation, with the reason. */
  List<String> faults() {
    return IntStream.range(0, ADDRESSES)
        .boxed()
        .flatMap(
            address ->
                AddressHistory.fault(steps.get(address)).stream()
                    .map(fault -> email(address) + ": " + fault))
        .toList();
  }

  /** Returns the number of recorded steps. */
  int size() {
    return steps.stream().mapToInt(List::size).sum();
  }

  private String email(int address) {
    return account + "-" + address + "@example.com";
  }

  private String anyUrl() {
    return urls.get(random.nextInt(urls.size()));
  }

  private Optional<HttpResponse<String>> send(String method, String path, String body, String url) {
    return send(request(method, path, body, url).header("on-behalf-of", account));
  }

  private HttpRequest.Builder request(String method, String path, String body, String url) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .method(method, BodyPublishers.ofString(body))
        .header("Authorization", "Bearer " + key)
        .timeout(TIMEOUT);
  }

  /** Returns the response; empty for 503 and for none at all. */
  private Optional<HttpResponse<String>> send(HttpRequest.Builder request) {
    Optional<HttpResponse<String>> response;
    isSent = true;
    try {
      response = Optional.of(HTTP.send(request.build(), BodyHandlers.ofString()));
    } catch (ConnectException | HttpConnectTimeoutException e) {
      // No connection was opened.
      isSent = false;
      response = Optional.empty();
    } catch (IOException e) {
      response = Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    Optional<HttpResponse<String>> known = response.filter(found -> found.statusCode() != 503);
    known.ifPresent(RecordingClient::requireExpected);
    observed.accept(known.isPresent() ? Kind.RESPONSE : Kind.NO_RESPONSE);
    return known;
  }

  private static void requireExpected(HttpResponse<String> response) {
    boolean isAbsent = response.statusCode() == 404 && response.request().method().equals("DELETE");
    // An earlier request without a response has created the account.
    boolean isCreated =
        response.statusCode() == 409 && response.request().uri().getPath().equals(ACCOUNTS);
    if (response.statusCode() / 100 != 2 && !isAbsent && !isCreated) {
      throw new AssertionError(response.statusCode() + " " + response.body());
    }
  }
}
