package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.SignedWebhook;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /rebound/v1/events/{webhook-id}}: what SendGrid's events do (contract, 6.2). */
class WebhookContractTest {
  private static final String TOTALS = "/v3/suppressions/bounces/classifications";

  // Seen in 2016, 2021 and 2025, with an address where the last was published without; contract,
  // 6.2.
  private static final String BOUNCE =
      """
      {"anymail_id":"de212213-bb66-4302-8f3f-20acdb7a104e","email":"noreply@example.com",\
      "event":"bounce","ip":"167.89.17.173","reason":"550 5.1.1 The email account that you tried to \
      reach does not exist.","sg_event_id":"lC0Rc-FuQmKbnxCWxX1jRQ","sg_message_id":\
      "Lli-03HcQ5-JLybO9fXsJg.filter0077p1las1.21536.5717FC482.0","smtp-id":\
      "<wrfRRvF7Q0GgwUo2CvDmEA@ismtpd0006p1sjc2.sendgrid.net>","status":"5.1.1",\
      "timestamp":1461095250,"tls":1,"type":"bounce"}\
      """;
  private static final String BLOCK =
      """
      {"email":"invalid@gmail.com","event":"bounce","ip":"167.89.101.76","reason":"552 5.2.2 The \
      email account that you tried to reach is over quota and inactive. Please direct the recipient to \
      https://support.google.com/mail/?p=OverQuotaPerm c17si1130468pgv.34 - gsmtp","sg_event_id":\
      "Ym91bmNlLTAtMTk5NDIxMTItcU53QkxnUFFRalc2REp2S1F3U0Fidy0w","sg_message_id":\
      "qNwBLgPQQjW6DJvKQwSAbw.filterdrecv-canary-547b64655b-cw6zx-1-6089EA4A-56.0","smtp-id":\
      "<qNwBLgPQQjW6DJvKQwSAbw@ismtpd0178p1mdw1.sendgrid.net>","status":"5.2.2",\
      "timestamp":1619651147,"tls":1,"type":"blocked"}\
      """;
  private static final String NO_MX =
      """
      {"bounce_classification":"Unclassified","email":"a@nowhere.example","event":"bounce",\
      "reason":"unable to get mx info: failed to get IPs from PTR record","sg_event_id":"x",\
      "sg_message_id":"y","smtp-id":"<z>","timestamp":1740300320,"tls":0,"type":"blocked"}\
      """;
  private static final String DROP =
      """
      {"email":"hello@world.com","event":"dropped","reason":"Bounced Address","sg_event_id":\
      "ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA","sg_message_id":\
      "LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0","smtp-id":\
      "<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>","timestamp":1600112492}\
      """;

  private final TestService service = TestService.shared();
  private final String account = service.createAccount(Account.ROOT, null);
  private final Api api = service.api(service.createKey(account, Scope.ALL));
  private final SignedWebhook webhook = new SignedWebhook(service, account);

  @Test
  void aBounceIsOnTheList() {
    HttpResponse<String> response = webhook.post("[" + BOUNCE + "]\r\n");
    assertEquals(200, response.statusCode());
    assertEquals(told(1, 0, 0), response.body());
    assertEquals(List.of("application/json"), response.headers().allValues("Content-Type"));
    assertEquals(
        BounceRow.array(
            BounceRow.at(1461095250, "noreply@example.com")
                .because(
                    "550 5.1.1 The email account that you tried to reach does not exist.",
                    "5.1.1")),
        api.list());
    assertEquals(
        "{\"result\":[{\"created\":1461095250,\"type\":\"bounce\",\"status\":\"5.1.1\",\"reason\":"
            + "\"550 5.1.1 The email account that you tried to reach does not exist.\","
            + "\"classification\":\"Invalid Address\",\"source\":\"webhook\"}],\"next\":null}",
        history("noreply@example.com"));
  }

  @Test
  void aBlockIsHistoryAndCountedButNotOnTheList() {
    assertEquals(told(2, 0, 0), webhook.post("[" + BLOCK + ",\r\n" + NO_MX + "]\r\n").body());
    assertEquals("[]", api.list());
    assertEquals(
        "{\"result\":[{\"created\":1740300320,\"type\":\"blocked\",\"status\":\"\",\"reason\":"
            + "\"unable to get mx info: failed to get IPs from PTR record\","
            + "\"classification\":\"Unclassified\",\"source\":\"webhook\"}],\"next\":null}",
        history("a@nowhere.example"));
    assertEquals(
        "{\"result\":[{\"date\":\"2021-04-28\",\"stats\":[{\"classification\":\"Mailbox"
            + " Unavailable\",\"count\":1}]},"
            + "{\"date\":\"2025-02-23\",\"stats\":[{\"classification\":\"Unclassified\",\"count\":1}]}]}",
        api.get(TOTALS).body());
  }

  @Test
  void aDropIsHistoryAndNeitherListedNorCounted() {
    assertEquals(told(1, 0, 0), webhook.post("[" + DROP + "]\r\n").body());
    assertEquals("[]", api.list());
    assertEquals("{\"result\":[]}", api.get(TOTALS).body());
    assertEquals(
        "{\"result\":[{\"created\":1600112492,\"type\":\"dropped\",\"status\":\"\",\"reason\":"
            + "\"Bounced Address\",\"classification\":\"Invalid Address\",\"source\":\"webhook\"}],"
            + "\"next\":null}",
        history("hello@world.com"));
  }

  @Test
  void otherEventsAreIgnoredAndCounted() {
    String body =
        "[{\"event\":\"open\"},{\"event\":\"open\"},{\"event\":\"delivered\"},{\"event\":\"x\"},"
            + "{\"event\":\"dropped\",\"reason\":\"Invalid\"}]";
    assertEquals(
        "{\"added\":0,\"updated\":0,\"duplicates\":0,\"rejected\":[],"
            + "\"ignored\":{\"delivered\":1,\"dropped\":1,\"open\":2,\"other\":1}}",
        webhook.post(body).body());
  }

  // When SendGrid tells it again (contract, 6.3), and as an asynchronous bounce has them (6.2).
  @ParameterizedTest
  @CsvSource({
    "sg_event_id, '\"another\"'",
    "sg_event_id, null",
    "sg_message_id, '\"another\"'",
    "sg_message_id, '\"\"'",
    "smtp-id, '\"<another@x>\"'",
    "smtp-id, null",
    "ip, '\"127.0.0.1\"'",
    "anymail_id, null",
    "tls, 0",
  })
  void anEventIsTheSameWhateverItsIds(String name, String value) {
    assertEquals(told(1, 0, 0), webhook.post("[" + BOUNCE + "]").body());
    String member = "\"" + name + "\":[^,}]+";
    String list = api.list();
    String changed = BOUNCE.replaceFirst(member, "\"" + name + "\":" + value);
    assertEquals(told(0, 0, 1), webhook.post("[" + changed + "]").body());
    String without = BOUNCE.replaceFirst(member + ",", "");
    assertEquals(told(0, 0, 1), webhook.post("[" + without + "]").body());
    assertEquals(list, api.list());
  }

  @Test
  void anAsynchronousBounceNeedsNoMessageId() {
    String body =
        "[{\"email\":\"a@x.org\",\"event\":\"bounce\",\"reason\":\"550 5.1.1"
            + " unknown\",\"sg_event_id\":"
            + "\"e\",\"sg_message_id\":\"\",\"status\":\"5.1.1\",\"timestamp\":5,\"type\":\"bounce\"}]";
    assertEquals(told(1, 0, 0), webhook.post(body).body());
    assertEquals(told(0, 0, 1), webhook.post(body.replace("\"sg_message_id\":\"\",", "")).body());
    assertEquals(List.of("a@x.org"), api.emails(""));
  }

  @Test
  void anEventToldAgainDoesNotBringBackWhatWasDeleted() {
    webhook.post("[" + BOUNCE + "]");
    assertEquals(204, api.delete(Api.BOUNCES + "/noreply@example.com").statusCode());
    assertEquals(told(0, 0, 1), webhook.post("[" + BOUNCE + "]").body());
    assertEquals("[]", api.list());
  }

  @Test
  void ofManyWhoTellTheSameAtOnceOneIsCounted() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<String> telling = () -> webhook.post("[" + BOUNCE + "," + BLOCK + "]").body();
      List<String> answers = new ArrayList<>();
      for (Future<String> answer : threads.invokeAll(Collections.nCopies(8, telling))) {
        answers.add(answer.get());
      }
      answers.sort(null);
      assertEquals(told(0, 0, 2), answers.get(0));
      assertEquals(2, sum(answers, "added"));
      assertEquals(14, sum(answers, "duplicates"));
    } finally {
      threads.shutdownNow();
    }
    assertEquals(List.of("noreply@example.com"), api.emails(""));
  }

  private static long sum(List<String> answers, String count) {
    return answers.stream().mapToLong(answer -> new JsonObject(answer).getLong(count)).sum();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[]\r\n", " [ ] "})
  void anEmptyDeliveryIsFine(String body) {
    HttpResponse<String> response = webhook.post(body);
    assertEquals(200, response.statusCode());
    assertEquals(told(0, 0, 0), response.body());
  }

  @Test
  void aWrongEventIsToldAndTheOthersAreKept() {
    String body =
        "[{\"event\":\"bounce\",\"email\":\"a@x.org\"},"
            + BOUNCE
            + ",{\"event\":\"bounce\",}"
            + ",{\"event\":\"bounce\",\"event\":\"open\"}]";
    HttpResponse<String> response = webhook.post(body);
    assertEquals(200, response.statusCode());
    assertEquals(
        "{\"added\":1,\"updated\":0,\"duplicates\":0,\"rejected\":["
            + "{\"index\":0,\"field\":\"timestamp\",\"message\":\"is required\"},"
            + "{\"index\":2,\"field\":null,\"message\":\"not valid JSON\"},"
            + "{\"index\":3,\"field\":null,\"message\":\"has a name twice\"}]}",
        response.body());
    assertEquals(List.of("noreply@example.com"), api.emails(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~      | 0 | Request body is not valid json
          bounce  | 0 | The input is neither a JSON object nor an array of them
          "x"     | 0 | The input is neither a JSON object nor an array of them
          [E      | 1 | The array is not closed
          [E,     | 1 | The array is not closed
          [E]]    | 1 | There is text after the end of the JSON
          """)
  void aBodyThatBreaksOffKeepsTheEventsBefore(String body, int added, String message) {
    HttpResponse<String> response = webhook.post(body.replace("E", BOUNCE));
    assertEquals(400, response.statusCode());
    assertEquals(
        "{\"errors\":[{\"field\":null,\"message\":\""
            + message
            + "\"}],"
            + told(added, 0, 0).substring(1),
        response.body());
    assertEquals(added, api.emails("").size());
  }

  // As much as SendGrid collects (contract, 6.3), which is more than is read at a time.
  @Test
  void aFullBatchIsStoredWhole() {
    int count = 768 * 1024 / BOUNCE.length();
    String events =
        IntStream.range(0, count)
            .mapToObj(i -> BOUNCE.replace("noreply", "user" + i))
            .collect(Collectors.joining(",\r\n"));
    String body = "[" + events + "]\r\n";
    assertEquals(told(count, 0, 0), webhook.post(body).body());
    assertEquals(told(0, 0, count), webhook.post(body).body());
  }

  private String history(String email) {
    String body = api.get("/rebound/v1/bounces/" + email + "/history").body();
    return body.replaceAll("\"rule\":\"[^\"]+\",", "");
  }

  private static String told(int added, int updated, int duplicates) {
    return "{\"added\":%d,\"updated\":%d,\"duplicates\":%d,\"rejected\":[]}"
        .formatted(added, updated, duplicates);
  }
}
