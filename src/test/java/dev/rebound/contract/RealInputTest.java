package dev.rebound.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sendgrid.Response;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.OfficialClient;
import dev.rebound.support.RealReplies;
import dev.rebound.support.TestService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What mail servers really answer goes in and comes out the same, page by page. */
class RealInputTest {
  private static final Pattern NEXT = Pattern.compile("<[^?>]*\\?([^>]*)>; rel=\"next\"");
  private static final Comparator<BounceRow> LIST_ORDER =
      Comparator.comparingLong(BounceRow::created).thenComparing(BounceRow::email).reversed();

  private final Api api = TestService.shared().account();
  private final OfficialClient client = new OfficialClient(api);
  private final List<BounceRow> rows = rows(RealReplies.read());

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 500})
  void everyReplyIsFoundFollowingTheLinks(int limit) {
    ingestOneALine();
    List<BounceRow> expected = rows.stream().sorted(LIST_ORDER).toList();
    assertEquals(expected, follow(Map.of("limit", Integer.toString(limit))));
  }

  @Test
  void theLinksKeepARangeAndAFilter() {
    ingestOneALine();
    List<BounceRow> expected =
        rows.stream()
            .filter(row -> row.created() >= 2 && row.created() <= 9 && row.email().contains("1"))
            .sorted(LIST_ORDER)
            .toList();
    Map<String, String> query =
        Map.of("limit", "2", "start_time", "2", "end_time", "9", "email", "%1");
    assertEquals(expected, follow(query));
  }

  @Test
  void everyReplyIsFoundByItsAddress() {
    ingestOneALine();
    for (BounceRow row : rows) {
      Response response = client.get("suppression/bounces/" + row.email(), Map.of());
      assertEquals(BounceRow.array(row), response.getBody());
    }
  }

  private void ingestOneALine() {
    String lines = rows.stream().map(BounceRow::json).collect(Collectors.joining("\n"));
    api.with("Content-Type", "application/x-ndjson").ingest(lines);
  }

  /** Reads page after page, until the link to the next one leads no further. */
  private List<BounceRow> follow(Map<String, String> first) {
    List<BounceRow> read = new ArrayList<>();
    Map<String, String> query = first;
    long offset = -1;
    while (offset < Long.parseLong(query.getOrDefault("offset", "0"))) {
      offset = Long.parseLong(query.getOrDefault("offset", "0"));
      Response page = client.get("suppression/bounces", query);
      read.addAll(parse(page.getBody()));
      query = next(page);
    }
    return read;
  }

  private static Map<String, String> next(Response page) {
    Matcher link = NEXT.matcher(page.getHeaders().get("Link"));
    link.find();
    Map<String, String> query = new HashMap<>();
    Arrays.stream(link.group(1).split("&"))
        .map(parameter -> parameter.split("=", 2))
        .forEach(parameter -> query.put(parameter[0], parameter[1].replace("%25", "%")));
    return query;
  }

  private static List<BounceRow> parse(String body) {
    return new JsonArray(body).stream().map(row -> parse((JsonObject) row)).toList();
  }

  private static BounceRow parse(JsonObject row) {
    return new BounceRow(
        row.getLong("created"),
        row.getString("email"),
        row.getString("reason"),
        row.getString("status"));
  }

  // Three replies a second, so that the order of addresses counts too.
  private static List<BounceRow> rows(List<RealReplies.Reply> replies) {
    return IntStream.range(0, replies.size())
        .mapToObj(
            i ->
                BounceRow.at(i / 3, "user" + i + "@example.com")
                    .because(replies.get(i).text(), replies.get(i).status()))
        .toList();
  }
}
