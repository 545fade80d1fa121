package dev.rebound.mirror;

import dev.rebound.classify.Classifier;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.TimeRange;
import dev.rebound.ingest.Row;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The bounce list of another service. Blocks the calling thread. Sends each request up to {@value
 * #MAX_TRIES} times.
 */
public final class RemoteList {
  static final int MAX_TRIES = 10;
  private static final String PATH = "/v3/suppression/bounces";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int TOO_MANY_REQUESTS = 429;

  private final RemoteService service;
  private final Classifier classifier;
  private final RequestPacing pacing;
  private final Duration timeout;
  private final HttpClient client;

  /**
   * @param clock the time that a rate limit's reset is compared with
   */
  public RemoteList(RemoteService service, Classifier classifier, Clock clock) {
    this(
        service,
        classifier,
        new RequestPacing(clock, wait -> Thread.sleep(wait.toMillis())),
        TIMEOUT);
  }

  /**
   * @param timeout the time for a request and its whole response
   */
  RemoteList(RemoteService service, Classifier classifier, RequestPacing pacing, Duration timeout) {
    this.service = service;
    this.classifier = classifier;
    this.pacing = pacing;
    this.timeout = timeout;
    // A redirect would send the key to another server.
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  /** Returns a page of a time range, newest rows first. The service determines its length. */
  List<Row> page(TimeRange created, long offset) throws RemoteListException, InterruptedException {
    StringBuilder path = new StringBuilder(PATH + "?limit=" + PageSubscriber.MAX_ROWS);
    path.append("&offset=").append(offset);
    if (created.from() > 0) {
      path.append("&start_time=").append(created.from());
    }
    if (created.to() < BounceEvent.MAX_TIME) {
      path.append("&end_time=").append(created.to());
    }
    return get(path.toString())
        .orElseThrow(
            () ->
                new RemoteListException("there is no bounce list at this URL (404): check --from"));
  }

  /** Returns whether an address is on the list now. An unreadable row counts. */
  boolean contains(EmailAddress email) throws RemoteListException, InterruptedException {
    // In a path a blank is %20, and every server reads %2B as a plus (contract, 3.4).
    String encoded = URLEncoder.encode(email.text(), StandardCharsets.UTF_8).replace("+", "%20");
    return get(PATH + "/" + encoded).filter(rows -> !rows.isEmpty()).isPresent();
  }

  /**
   * Reads an array of rows; empty for status 404.
   *
   * @param path the path with its query
   */
  private Optional<List<Row>> get(String path) throws RemoteListException, InterruptedException {
    HttpRequest request = request(path);
    String fault = "";
    for (int tries = 1; tries <= MAX_TRIES; tries++) {
      pacing.awaitTurn();
      try {
        HttpResponse<List<Row>> response = exchange(request);
        pacing.afterResponse(response.headers());
        int status = response.statusCode();
        if (status == 200 || status == 404) {
          return Optional.ofNullable(response.body());
        }
        fault = requireTemporary(status);
        if (status == TOO_MANY_REQUESTS) {
          pacing.afterRateLimit(response.headers(), tries);
        } else {
          pacing.afterFailure(tries);
        }
      } catch (IOException e) {
        fault = describe(e);
        pacing.afterFailure(tries);
      }
    }
    throw new RemoteListException(
        "the other service failed %d times: %s".formatted(MAX_TRIES, fault));
  }

  private HttpRequest request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(service.url() + path))
            .header("Authorization", "Bearer " + service.key())
            // Without it SendGrid may respond with 406 (contract, 2.4).
            .header("Accept", "application/json")
            .timeout(timeout);
    service.onBehalfOf().ifPresent(name -> request.header("on-behalf-of", name));
    return request.build();
  }

  // The request's own timeout covers the headers only; this one includes the body.
  private HttpResponse<List<Row>> exchange(HttpRequest request)
      throws IOException, RemoteListException, InterruptedException {
    CompletableFuture<HttpResponse<List<Row>>> response =
        client.sendAsync(request, this::subscriber);
    try {
      return response.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("the whole response");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException temporary) {
        throw temporary;
      }
      if (e.getCause() instanceof RemoteListException permanent) {
        throw permanent;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      response.cancel(true);
    }
  }

  private HttpResponse.BodySubscriber<List<Row>> subscriber(HttpResponse.ResponseInfo response) {
    return response.statusCode() == 200
        ? new PageSubscriber(classifier)
        : HttpResponse.BodySubscribers.replacing(null);
  }

  /** Describes a status after which the request is sent again; other statuses end the pass. */
  private static String requireTemporary(int status) throws RemoteListException {
    if (status == TOO_MANY_REQUESTS) {
      return "it limits the request rate (429)";
    }
    if (status >= 500) {
      return "it responded with status " + status;
    }
    throw new RemoteListException(
        switch (status) {
          case 401 -> "the other service rejected the key (401): check --key or SENDGRID_API_KEY";
          case 403 ->
              "the other service denied access (403): check --on-behalf-of, and that the key has the"
                  + " scope suppression.bounces.read";
          default ->
              "the other service responded with an unexpected status ("
                  + status
                  + "): check --from";
        });
  }

  // The client's own messages may quote received text.
  private String describe(IOException e) {
    if (e instanceof PageSubscriber.InvalidPageException) {
      return e.getMessage();
    }
    if (e instanceof ConnectException) {
      return "it cannot be reached";
    }
    return e instanceof HttpTimeoutException
        ? "no response within " + timeout.toSeconds() + " seconds"
        : "the connection failed (" + e.getClass().getSimpleName() + ")";
  }
}
