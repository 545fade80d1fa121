package dev.rebound.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pictures of {@code docs/images}, written to {@code target/screenshots}. */
@BrowserTest
class ScreenshotsIT {
  private static final long NOW = 1772366400;
  private static final String[] REASONS = {
    "550 5.1.1 User unknown",
    "552 5.2.2 The mailbox is full",
    "550 5.7.1 The message looks like spam",
    "550 5.1.1 Recipient address rejected: no such mailbox here",
    "554 5.4.14 Hop count exceeded",
    "550 5.7.26 This mail has been blocked because the sender is unauthenticated",
  };
  private static final String[] NAMES = {
    "ann", "bob.miller", "cem", "d.garcía", "søren", "lena.müller"
  };
  private static final String[] DOMAINS = {"example.com", "example.net", "shop.example.org"};

  private final Api account = TestService.shared().account();

  @BeforeEach
  void fill() {
    account.ingest(
        IntStream.range(0, 400)
            .mapToObj(ScreenshotsIT::row)
            .collect(Collectors.joining(",", "[", "]")));
  }

  private static String row(int number) {
    String email =
        "%s%d@%s"
            .formatted(
                NAMES[number % NAMES.length], number, DOMAINS[number * number % DOMAINS.length]);
    String reason = REASONS[number * 7 % 11 % REASONS.length];
    long created = NOW - 4000 - (long) number * number * 15;
    return "{\"email\":\"%s\",\"created\":%d,\"reason\":\"%s\",\"status\":\"%s\"}"
        .formatted(email, created, reason, reason.split(" ")[1]);
  }

  private static void save(Visitor visitor, String name) {
    visitor.savePicture(Path.of("target", "screenshots", name + ".png"));
  }

  @Test
  void theListAndTheHistoryOfAnAddress(Visitor visitor) {
    Page page = visitor.open(account, "#/bounces");
    assertThat(page.getByText("400 addresses")).isVisible();
    save(visitor, "bounces");
    visitor.link("bob.miller7@example.net").click();
    assertThat(page.getByText("On the list since")).isVisible();
    save(visitor.look(Look.DARK_DESKTOP), "address");
  }

  @Test
  void theTotals(Visitor visitor) {
    visitor.open(account, "#/totals");
    assertThat(visitor.link("Invalid Address")).isVisible();
    save(visitor, "totals");
  }
}
