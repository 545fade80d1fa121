package dev.rebound.contract;

import static dev.rebound.support.Api.BOUNCES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.ErrorBody;
import dev.rebound.support.TestService;
import io.airlift.compress.zstd.ZstdOutputStream;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /rebound/v1/import}. */
class ImportContractTest {
  private static final String PATH = "/rebound/v1/import";
  private static final String CSV =
      """
      Email Address,Error,Bounced At,Notes
      ann@example.com,550 5.1.1 User unknown,1700000000,x
      nobody,550 5.1.1 User unknown,1700000000,x
      bob@example.org,552 5.2.2 Mailbox full,1700000100,
      cleo@example.net,"550 5.1.1
      no such user",never,
      """;
  private static final String COLUMNS =
      "\"columns\":[{\"name\":\"Email Address\",\"fields\":[\"email\"]},{\"name\":\"Error\","
          + "\"fields\":[\"reason\"]},{\"name\":\"Bounced At\",\"fields\":[\"created\"]},"
          + "{\"name\":\"Notes\",\"fields\":[]}]";
  private static final String REJECTED =
      "\"rejected\":[{\"index\":1,\"field\":\"email\",\"message\":\"must be an email address of at"
          + " most 320 characters\",\"line\":3},{\"index\":3,\"field\":\"created\",\"message\":";

  private final TestService service = TestService.shared();
  private final String account = service.createAccount(Account.ROOT, null);
  private final Api api = service.api(service.createKey(account, Scope.ALL));

  @Test
  void aFileIsImportedAndItsRowsAreReported() {
    HttpResponse<String> response = api.post(PATH + "?name=list.csv", CSV);
    assertEquals(200, response.statusCode(), response.body());
    assertTrue(
        response
            .body()
            .startsWith(
                "{\"format\":\"csv\","
                    + COLUMNS
                    + ",\"rows\":4,\"added\":2,\"updated\":0,\"duplicates\":0,"
                    + REJECTED),
        response.body());
    assertTrue(response.body().endsWith(",\"line\":6}]}"), response.body());
    assertEquals(List.of("bob@example.org", "ann@example.com"), api.emails(""));
    assertEquals(2, report(api.post(PATH, CSV)).getInteger("duplicates"));
    String history = api.get("/rebound/v1/bounces/bob@example.org/history").body();
    assertTrue(history.contains("\"source\":\"import\""), history);
  }

  @Test
  void aPreviewStoresNothingAndReportsTheSame() {
    api.ingest(BounceRow.at(5, "ann@example.com"));
    String csv = CSV + "ann@example.com,550 5.1.1 User unknown,1700000000,x\n";
    JsonObject preview = report(api.post(PATH + "?preview=true", csv));
    assertEquals(List.of("ann@example.com"), api.emails(""));
    assertEquals("created\":5", api.list().substring(3, 13));
    assertEquals(3, preview.remove("compared"));
    assertEquals(preview, report(api.post(PATH, csv)));
    assertEquals(1, preview.getInteger("added"));
    assertEquals(1, preview.getInteger("updated"));
    assertEquals(1, preview.getInteger("duplicates"));
  }

  @Test
  void aPreviewComparesTheFirstEventsAndReadsAllRows() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 12_000; i++) {
      rows.append(BounceRow.at(i, "u" + i + "@example.com").json()).append('\n');
    }
    rows.append("{}\n");
    JsonObject preview = report(api.post(PATH + "?preview=true", rows.toString()));
    assertEquals("json", preview.getString("format"));
    assertEquals(12_001, preview.getInteger("rows"));
    assertEquals(10_000, preview.getInteger("compared"));
    assertEquals(10_000, preview.getInteger("added"));
    assertEquals(12_001, preview.getJsonArray("rejected").getJsonObject(0).getInteger("line"));
    assertEquals("[]", api.list());
  }

  @Test
  void rowsOfOtherKindsAreCounted() {
    String event = "{\"eventType\":\"Delivery\",\"mail\":{\"destination\":[\"a@example.com\"]}}";
    JsonObject report = report(api.post(PATH, "[" + event + "," + event + "]"));
    assertEquals(new JsonObject().put("delivered", 2), report.getJsonObject("ignored"));
    assertEquals(2, report.getInteger("rows"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void aCompressedFileIsRead(String compression) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      rows.append(BounceRow.at(i, "u" + i + "@example.com").json()).append('\n');
    }
    byte[] packed = packed(compression, rows.toString());
    assertEquals(5_000, report(post("?name=x.ndjson.gz", packed)).getInteger("added"));
    byte[] cut = Arrays.copyOf(packed, packed.length - 9);
    HttpResponse<String> response = post("", cut);
    assertEquals(400, response.statusCode());
    JsonObject report = new JsonObject(response.body());
    assertEquals(
        "{\"field\":null,\"message\":\"The " + compression + " data is truncated\"}",
        report.getJsonArray("errors").getJsonObject(0).encode());
    assertEquals(report.getInteger("rows"), report.getInteger("duplicates"));
    HttpResponse<String> twice =
        api.with("Content-Encoding", "gzip")
            .send("POST", PATH, BodyPublishers.ofByteArray(packed("gzip", CSV)));
    assertEquals(2, report(twice).getInteger("added"));
    HttpResponse<String> packedTwice =
        api.with("Content-Encoding", "gzip")
            .send("POST", PATH, BodyPublishers.ofByteArray(packed("gzip", packed)));
    assertEquals(400, packedTwice.statusCode());
    assertTrue(packedTwice.body().contains("The format is unknown"), packedTwice.body());
  }

  @Test
  void aRowWithoutATimeGetsTheTimeOfTheRequest() {
    String list = "ann@example.com\n";
    String path = PATH + "?as=bounce&time=1234567890";
    assertEquals(1, report(api.post(path, list)).getInteger("added"));
    assertEquals(1, report(api.post(path, list)).getInteger("duplicates"));
    assertTrue(api.list().contains("1234567890"), api.list());
    assertEquals(1, report(api.post(PATH + "?as=bounce", "bob@example.com\n")).getInteger("added"));
    long now = service.clock().instant().getEpochSecond();
    assertTrue(api.list().contains("{\"created\":" + now + ","), api.list());
  }

  @Test
  void theNameOfAnExportSaysWhatItsRowsAre() {
    String csv = "created,email,reason,status\n17,a@example.com,421 slow down,4.7.1\n";
    assertEquals(
        1, report(api.post(PATH + "?name=suppression_blocks.csv", csv)).getInteger("added"));
    assertEquals("[]", api.list());
  }

  @Test
  void aMappingNamesTheColumns() {
    String csv = "Wer;Wann\nm@example.com;5\n";
    HttpResponse<String> response = api.post(PATH + "?name=a.csv", csv);
    assertEquals(400, response.statusCode());
    assertTrue(
        response
            .body()
            .startsWith(
                "{\"errors\":[{\"field\":\"map\",\"message\":\"The header line has no address"
                    + " column such as email, address or recipient\"}],\"format\":\"csv\","
                    + "\"columns\":[{\"name\":\"Wer\",\"fields\":[]}"),
        response.body());
    String mapped = PATH + "?name=a.csv&as=bounce&map=email%3DWer,created%3DWann";
    assertEquals(1, report(api.post(mapped, csv)).getInteger("added"));
    assertTrue(api.list().contains("\"created\":5"), api.list());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          'hello'                  , format, The format is unknown
          'ann@example.com'        , as    , The list has no header line
          'BZh91AY&SY'             ,       , The input is compressed with bzip2; only gzip and zstd are decompressed
          '[{"email":"a@example.com"},',   , The array is not closed
          """)
  void anInputThatCannotBeReadIsReported(String body, String field, String message) {
    HttpResponse<String> response = api.post(PATH + "?preview=true", body);
    assertEquals(400, response.statusCode());
    JsonObject error = new JsonObject(response.body()).getJsonArray("errors").getJsonObject(0);
    assertEquals(field, error.getString("field"));
    assertEquals(message, error.getString("message"));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          preview=yes       , preview
          preview=1         , preview
          preview[]=true    , preview
          format=xml        , format
          as=complaint      , as
          map=who           , map
          map=created%3DWhen, map
          time=-1           , time
          time=soon         , time
          email=a@x.org     , email
          limit=5           , limit
          Preview=true      , preview
          preview%20=true   , preview
          preview]=true     , preview
          dry_run=true      , dry_run
          AS=blocked        , as
          start_date=2026-01-01, start_date
          """)
  void aParameterThatIsWrongIsNamedAndNothingIsStored(String query, String field) {
    HttpResponse<String> response = api.post(PATH + "?" + query, CSV);
    assertEquals(400, response.statusCode());
    assertEquals(
        field,
        new JsonObject(response.body()).getJsonArray("errors").getJsonObject(0).getString("field"));
    assertEquals("[]", api.list());
  }

  @Test
  void itNeedsTheScopeToCreate() {
    Api reader = service.api(service.createKey(account, Set.of(Scope.BOUNCES_READ)));
    assertEquals(403, reader.post(PATH, CSV).statusCode());
    Api creator = service.api(service.createKey(account, Set.of(Scope.BOUNCES_CREATE)));
    assertEquals(200, creator.post(PATH, CSV).statusCode());
    assertEquals(405, api.get(PATH).statusCode());
    assertEquals(
        ErrorBody.of("Content-Encoding should be gzip or identity."),
        api.with("Content-Encoding", "br").post(PATH, CSV).body());
  }

  @Test
  void anImportOnBehalfOfASubuserGoesToItsList() {
    Api parent = service.root().with("on-behalf-of", account);
    report(parent.post(PATH, CSV));
    assertTrue(api.list().contains("ann@example.com"));
    assertFalse(service.root().get(BOUNCES + "/ann@example.com").body().contains("ann"));
  }

  private HttpResponse<String> post(String query, byte[] body) {
    return api.send("POST", PATH + query, BodyPublishers.ofByteArray(body));
  }

  private static JsonObject report(HttpResponse<String> response) {
    assertEquals(200, response.statusCode(), response.body());
    return new JsonObject(response.body());
  }

  private static byte[] packed(String compression, String text) throws IOException {
    return packed(compression, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] packed(String compression, byte[] data) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream stream =
        compression.equals("gzip") ? new GZIPOutputStream(bytes) : new ZstdOutputStream(bytes)) {
      stream.write(data);
    }
    return bytes.toByteArray();
  }
}
