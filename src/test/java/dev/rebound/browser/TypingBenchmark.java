package dev.rebound.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import dev.rebound.domain.ApiKey;
import dev.rebound.support.Api;
import dev.rebound.support.ServiceProcess;
import dev.rebound.support.TestDatabase;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The time from a key to the rows of its search, as a user of the console sees it. The search waits
 * 150 ms for the next key. {@code mvn -Pbenchmark verify -Dit.test=TypingBenchmark}, with {@code
 * -Drows=}; the result is in {@code docs/benchmarks.md}.
 */
@BrowserTest
class TypingBenchmark {
  private static final long ROWS = Long.getLong("rows", 1_000_000);
  private static final int ADDRESSES = 12;
  private static final int LETTERS = 5;

  private static ServiceProcess service;
  private static Api api;

  @BeforeAll
  static void start() {
    Map<String, String> settings =
        Map.of(
            "REBOUND_DATABASE_URL",
            TestDatabase.create(),
            "REBOUND_API_KEY",
            ApiKey.random(new SecureRandom()).text(),
            "JDK_JAVA_OPTIONS",
            "@conf/jvm.options");
    ServiceProcess.run(settings, Duration.ofHours(1), "seed", "--rows", Long.toString(ROWS));
    service = ServiceProcess.start(settings);
    api = service.api(settings.get("REBOUND_API_KEY"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void keysShowTheirRows(Visitor visitor) {
    Page page = visitor.open(api, "#/bounces");
    assertThat(page.getByText(Pattern.compile("^[\\d,]+ addresses$"))).isVisible();
    search(visitor, 0);
    List<Long> nanos = new ArrayList<>();
    for (int i = 1; i <= ADDRESSES; i++) {
      nanos.addAll(search(visitor, i));
    }
    List<Long> sorted = nanos.stream().sorted().toList();
    System.out.printf(
        "%,d rows, %d keys: median %d ms, at most %d ms%n",
        ROWS,
        sorted.size(),
        sorted.get(sorted.size() / 2) / 1_000_000,
        sorted.get(sorted.size() - 1) / 1_000_000);
  }

  /** Types the first letters of an address, each after the rows of the one before. */
  private static List<Long> search(Visitor visitor, int number) {
    String email = api.emails("?limit=1&offset=" + ROWS / (ADDRESSES + 1) * number).get(0);
    Locator field = visitor.field("Address");
    field.fill("");
    List<Long> nanos = new ArrayList<>();
    for (int length = 1; length <= LETTERS; length++) {
      String typed = email.substring(0, length);
      long start = System.nanoTime();
      Response response =
          visitor
              .page()
              .waitForResponse(
                  each -> each.url().contains("email=" + typed + "&"),
                  () -> field.press(typed.substring(typed.length() - 1)));
      response.finished();
      visitor.page().evaluate("new Promise(requestAnimationFrame)");
      nanos.add(System.nanoTime() - start);
    }
    return nanos;
  }
}
