package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.RawHttp;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list as a file, which SendGrid offers on its pages only. */
class BouncesCsvContractTest {
  private static final String PATH = "/rebound/v1/bounces.csv";
  private static final String HEADER = "status,reason,email,created\n";

  private final TestService service = TestService.shared();
  private final Api api = service.account();

  @Test
  void aRowIsALineAsInSendGridsExport() {
    api.ingest(
        BounceRow.at(1, "a@example.com").because("550 5.1.1 no, \"really\"\r\nno", "5.1.1"),
        BounceRow.at(2, "\u00fc@example.com"));
    HttpResponse<String> file = api.get(PATH);
    assertEquals(
        HEADER
            + ",,\u00fc@example.com,2\n"
            + "5.1.1,\"550 5.1.1 no, \"\"really\"\"\r\nno\",a@example.com,1\n",
        file.body());
    assertEquals(Optional.of("text/csv; charset=utf-8"), file.headers().firstValue("Content-Type"));
    assertEquals(
        Optional.of("attachment; filename=\"suppression_bounces.csv\""),
        file.headers().firstValue("Content-Disposition"));
    assertEquals(HEADER, service.account().get(PATH).body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?start_time=700",
        "?end_time=650&start_time=40",
        "?email=a1",
        "?email=%25net",
        "?email=%2599%25&end_time=1200",
        "?start_time=5000"
      })
  void theFileIsAllPagesOfTheList(String query) {
    Random random = new Random(7);
    BounceRow[] rows =
        IntStream.range(0, 1_300)
            .mapToObj(
                i ->
                    BounceRow.at(
                            random.nextInt(1_300),
                            "a" + i + (i % 3 == 0 ? "@example.net" : "@example.com"))
                        .because("5" + "x\"\n\u00fc".repeat(random.nextInt(120)), "5.0.0"))
            .toArray(BounceRow[]::new);
    api.ingest(rows);
    List<BounceRow> listed = new ArrayList<>();
    String separator = query.isEmpty() ? "?" : "&";
    for (int offset = 0; offset == listed.size(); offset += 500) {
      new JsonArray(api.get(Api.BOUNCES + query + separator + "offset=" + offset).body())
          .stream()
              .map(JsonObject.class::cast)
              .map(BouncesCsvContractTest::row)
              .forEach(listed::add);
    }
    assertEquals(listed, parse(api.get(PATH + query).body()));
    assertEquals(query.contains("5000"), listed.isEmpty());
  }

  private static BounceRow row(JsonObject row) {
    return new BounceRow(
        row.getLong("created"),
        row.getString("email"),
        row.getString("reason"),
        row.getString("status"));
  }

  private static List<BounceRow> parse(String csv) {
    return CsvReader.builder().ofNamedCsvRecord(csv).stream()
        .map(BouncesCsvContractTest::row)
        .toList();
  }

  private static BounceRow row(NamedCsvRecord row) {
    return new BounceRow(
        Long.parseLong(row.getField("created")),
        row.getField("email"),
        row.getField("reason"),
        row.getField("status"));
  }

  @Test
  void reasonsOfAnyLengthAreComplete() {
    BounceRow[] rows =
        IntStream.range(0, 120)
            .mapToObj(i -> BounceRow.at(i, "a" + i + "@example.com").because("x".repeat(8192), ""))
            .toArray(BounceRow[]::new);
    api.ingest(rows);
    List<BounceRow> newestFirst = new ArrayList<>(List.of(rows));
    Collections.reverse(newestFirst);
    assertEquals(newestFirst, parse(api.get(PATH).body()));
  }

  @Test
  void noCellOfASafeFileIsAFormula() {
    BounceRow[] rows =
        List.of("=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "x=1").stream()
            .map(reason -> BounceRow.at(1, "a@example.com").because(reason, ""))
            .toArray(BounceRow[]::new);
    for (BounceRow row : rows) {
      Api own = service.account();
      own.ingest(row, BounceRow.at(2, "=b@example.com"));
      List<BounceRow> safe = parse(own.get(PATH + "?safe=1").body());
      String listed = new JsonArray(own.list()).getJsonObject(1).getString("reason");
      assertEquals("'=b@example.com", safe.get(0).email());
      assertEquals(listed.startsWith("x") ? listed : "'" + listed, safe.get(1).reason());
      assertEquals(listed, parse(own.get(PATH + "?safe=0").body()).get(1).reason());
    }
  }

  @Test
  void headHasTheSameHeadersAndNoBody() {
    api.ingest(BounceRow.at(1, "a@example.com"));
    String id = "X-Request-Id: the-same";
    RawHttp.Answer get = RawHttp.send(api, "GET", PATH, id);
    RawHttp.Answer head = RawHttp.send(api, "HEAD", PATH, id);
    assertEquals("", head.body());
    assertEquals(get.headers(), head.headers());
    assertEquals(405, RawHttp.send(api, "POST", PATH).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=5",
        "offset=1",
        "after=MS5h",
        "safe=yes",
        "start_time=today",
        "email[]=a",
        "email=%00"
      })
  void aParameterThatIsNotServedIsAnError(String query) {
    assertEquals(400, RawHttp.send(api, "GET", PATH + "?" + query).status());
  }

  @Test
  void itNeedsTheScopeOfTheList() {
    String name = service.createAccount(Account.ROOT, null);
    Api writer = service.api(service.createKey(name, Set.of(Scope.BOUNCES_CREATE)));
    assertEquals(403, writer.get(PATH).statusCode());
    assertEquals(401, service.api(null).get(PATH).statusCode());
    Api reader = service.api(service.createKey(name, Set.of(Scope.BOUNCES_READ)));
    assertTrue(reader.get(PATH).body().equals(HEADER));
  }
}
