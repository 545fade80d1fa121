package dev.rebound.mirror;

import dev.rebound.classify.Classifier;
import dev.rebound.ingest.Row;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the other service, again after a fault that may pass, {@value #TRIES} times at most. */
final class Requests {
  static final int TRIES = 10;

  private static final String RATE_LIMIT = "it limits the rate of requests (429)";

  private final RemoteService service;
  private final Classifier classifier;
  private final RequestPacing pace;
  private final Duration timeout;
  private final HttpClient client;

  /**
   * @param timeout of a request, from its first byte to the last of its answer
   */
  Requests(RemoteService service, Classifier classifier, RequestPacing pace, Duration timeout) {
    this.service = service;
    this.classifier = classifier;
    this.pace = pace;
    this.timeout = timeout;
    // Redirects are not followed: the key would be sent to whoever they name.
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  /**
   * Reads an array of rows; empty for 404.
   *
   * @param path with its query
   */
  Optional<List<Row>> get(String path) throws RemoteListException, InterruptedException {
    HttpRequest request = request(path);
    String fault = "";
    for (int tries = 1; tries <= TRIES; tries++) {
      pace.await();
      try {
        HttpResponse<List<Row>> response = exchange(request);
        pace.heed(response.headers());
        int status = response.statusCode();
        if (status == 200 || status == 404) {
          return Optional.ofNullable(response.body());
        }
        fault = requirePassing(status);
        if (status == 429) {
          pace.limited(response.headers(), tries);
        } else {
          pace.backOff(tries);
        }
      } catch (IOException e) {
        fault = describe(e);
        pace.backOff(tries);
      }
    }
    throw new RemoteListException(
        "the other service does not answer as it should: %s, %d times".formatted(fault, TRIES));
  }

  private HttpRequest request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(service.url() + path))
            .header("Authorization", "Bearer " + service.key())
            // Without it SendGrid may answer 406 (contract, 2.4).
            .header("Accept", "application/json")
            .timeout(timeout);
    service.onBehalfOf().ifPresent(name -> request.header("on-behalf-of", name));
    return request.build();
  }

  // The client's own timeout ends with the headers; this one holds for the body too.
  private HttpResponse<List<Row>> exchange(HttpRequest request)
      throws IOException, RemoteListException, InterruptedException {
    CompletableFuture<HttpResponse<List<Row>>> answer = client.sendAsync(request, this::body);
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("the whole answer");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException passing) {
        throw passing;
      }
      if (e.getCause() instanceof RemoteListException lasting) {
        throw lasting;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private BodySubscriber<List<Row>> body(ResponseInfo answer) {
    return answer.statusCode() == 200 ? new PageBody(classifier) : BodySubscribers.replacing(null);
  }

  /** What to say of a status that may pass; others end the pass. */
  private static String requirePassing(int status) throws RemoteListException {
    if (status == 429) {
      return RATE_LIMIT;
    }
    if (status >= 500) {
      return "it answered " + status;
    }
    throw new RemoteListException(
        switch (status) {
          case 401 ->
              "the other service does not know the key (401): check --key or SENDGRID_API_KEY";
          case 403 ->
              "the other service refuses (403): check that the key has the scope"
                  + " suppression.bounces.read, and --on-behalf-of";
          default -> "the other service answered " + status + ": check --from";
        });
  }

  // Messages of the client may quote what was received.
  private String describe(IOException e) {
    if (e instanceof PageBody.UnreadableException) {
      return e.getMessage();
    }
    if (e instanceof ConnectException) {
      return "it cannot be reached";
    }
    return e instanceof HttpTimeoutException
        ? "no answer within " + timeout.toSeconds() + " seconds"
        : "the connection failed (" + e.getClass().getSimpleName() + ")";
  }
}
