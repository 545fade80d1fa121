package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.support.Api;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.RawHttp;
import dev.rebound.support.TestService;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console, the descriptions of the API, and the page that shows them. */
class PagesContractTest {
  private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

  private final Api nobody = TestService.shared().api(null);

  @ParameterizedTest
  @CsvSource({
    "/docs/, text/html",
    "/docs/docs.css, text/css",
    "/docs/docs.js, text/javascript",
    "/docs/swagger-ui.css, text/css",
    "/docs/swagger-ui-bundle.js, text/javascript",
    "/console/, text/html",
    "/console/console.css, text/css",
    "/console/main.js, text/javascript",
    "/console/pages/sign-in.js, text/javascript",
    "/console/lib/preact.min.umd.js, text/javascript",
    "/console/lib/uPlot.iife.min.js, text/javascript",
    "/openapi.yaml, application/x-yaml",
    "/openapi-admin.yaml, application/x-yaml",
  })
  void theFilesNeedNoKey(String path, String type) {
    HttpResponse<String> file = nobody.get(path);
    assertEquals(200, file.statusCode());
    assertFalse(file.body().isEmpty());
    assertTrue(header(file, "Content-Type").startsWith(type), header(file, "Content-Type"));
    assertEquals("nosniff", header(file, "X-Content-Type-Options"));
    assertEquals("DENY", header(file, "X-Frame-Options"));
    assertEquals("no-cache", header(file, "Cache-Control"));
    assertFalse(header(file, "Date").isEmpty());
    assertFalse(header(file, "X-Request-Id").isEmpty());
    HttpResponse<String> head = nobody.head(path);
    assertEquals(200, head.statusCode());
    assertEquals(header(file, "Content-Length"), header(head, "Content-Length"));
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs", "console"})
  void aPageLeadsToItsFolder(String name) {
    HttpResponse<String> page = nobody.get("/" + name);
    assertEquals(302, page.statusCode());
    assertEquals(name + "/", header(page, "Location"));
  }

  @Test
  void aBrowserLoadsAFileAgainOnlyIfItHasChanged() {
    String changed = header(nobody.get("/console/main.js"), "Last-Modified");
    HttpResponse<String> again = nobody.with("If-Modified-Since", changed).get("/console/main.js");
    assertEquals(304, again.statusCode());
    assertEquals("no-cache", header(again, "Cache-Control"));
  }

  @ParameterizedTest
  @CsvSource({
    "/console/, text/html",
    "/console/main.js, text/javascript",
    "/console/console.css, text/css",
    "/docs/swagger-ui-bundle.js, text/javascript",
    "/openapi.yaml, application/x-yaml",
  })
  void aClientThatAcceptsGzipGetsTheSameFileCompressed(String path, String type) throws Exception {
    HttpResponse<byte[]> packed = compressed(path, "");
    assertEquals(200, packed.statusCode());
    assertEquals("gzip", header(packed, "Content-Encoding"));
    assertEquals("accept-encoding", header(packed, "Vary"));
    assertTrue(header(packed, "Content-Type").startsWith(type));
    try (InputStream file = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
      assertEquals(nobody.get(path).body(), new String(file.readAllBytes()));
    }
    HttpResponse<byte[]> again = compressed(path, header(packed, "ETag"));
    assertEquals(304, again.statusCode());
    assertEquals(0, again.body().length);
  }

  private HttpResponse<byte[]> compressed(String path, String tag) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(nobody.url() + path))
            .header("Accept-Encoding", "deflate, gzip, br");
    if (!tag.isEmpty()) {
      request.header("If-None-Match", tag);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs/", "/console/"})
  void aPageLoadsNothingFromElsewhereAndHasNoInlineScriptOrStyle(String path) {
    HttpResponse<String> page = nobody.get(path);
    assertEquals(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        header(page, "Content-Security-Policy"));
    assertFalse(Pattern.compile("<style|<script>|\\son\\w+=|style=").matcher(page.body()).find());
    List<String> references =
        REFERENCE.matcher(page.body()).results().map(MatchResult::group).toList();
    assertTrue(references.size() > 4, page.body());
    assertTrue(references.stream().noneMatch(each -> each.contains("//")), page.body());
  }

  @Test
  void theDescriptionIsSentToNoValidator() {
    assertTrue(nobody.get("/docs/docs.js").body().contains("validatorUrl: null"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/docs/none.js",
        "/docs/index.html",
        "/console/index.html",
        "/console/pages/",
        "/console/pages/../main.js",
        "/console/lib/uPlot.esm.js",
        "/docs/../openapi.yaml",
        "/docs/..%2Fopenapi.yaml",
        "/docs//docs.js",
        "/docs/docs%2Ejs",
        "/docs%",
        "/openapi.yaml/",
        "/openapi.json",
        "/dev/rebound/pages/openapi.yaml",
      })
  void anotherPathIsNotFound(String path) {
    RawHttp.Answer answer = RawHttp.send(nobody, "GET", path);
    assertEquals(404, answer.status());
    assertEquals(ErrorBody.of("resource not found"), answer.body());
  }

  @Test
  void theConnectionOfARequestWithABodyStaysUsable() {
    String request = "GET /docs/docs.css HTTP/1.1\r\nHost: a\r\n";
    String both =
        RawHttp.talk(
            nobody,
            request + "Content-Length: 5\r\n\r\nhello" + request + "Connection: close\r\n\r\n");
    assertEquals(2, both.split("HTTP/1.1 200 OK", -1).length - 1, both);
  }

  @Test
  void aSettingTurnsThePagesOff() {
    try (TestService service = TestService.start(Map.of("REBOUND_CONSOLE", "false"))) {
      for (String path :
          List.of("/docs", "/docs/", "/docs/docs.js", "/openapi.yaml", "/console", "/console/")) {
        HttpResponse<String> response = service.api(null).get(path);
        assertEquals(404, response.statusCode(), path);
        assertEquals(ErrorBody.of("resource not found"), response.body());
      }
    }
  }
}
