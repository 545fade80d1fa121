package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** Clients that ask for HTTP/2, as Java's own does unless it is told otherwise. */
class Http2ContractTest {
  private final Api api = TestService.shared().account();
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void theyAreAnsweredAsAllOthers() throws IOException, InterruptedException {
    api.ingest(BounceRow.at(1, "a@x.org").because("\u00fcnknown", "5.1.1"));
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> response = send("GET", BOUNCES + "?limit=1", "");
      assertEquals(api.list(), response.body());
      assertEquals(
          api.get(BOUNCES + "?limit=1").headers().firstValue("Link"),
          response.headers().firstValue("Link"));
    }
  }

  @Test
  void theirBodiesAreRead() throws IOException, InterruptedException {
    for (int i = 0; i < 2; i++) {
      api.ingest(BounceRow.at(i, "a@x.org"));
      assertEquals(204, send("DELETE", BOUNCES, "{\"emails\":[\"a@x.org\"]}").statusCode());
      assertEquals(400, send("DELETE", BOUNCES, "").statusCode());
      assertEquals("[]", api.list());
    }
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(api.url() + path))
            .method(method, BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + api.key())
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
