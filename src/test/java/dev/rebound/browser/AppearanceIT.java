package dev.rebound.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.LoadState;
import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page on every screen and in both themes, and the size of the first view. */
@BrowserTest
class AppearanceIT {
  private static final int FIRST_VIEW = 150_000;
  private static final String LONG_REASON =
      "550 5.1.1 <verylongaddresswithoutanyblank_0123456789_0123456789@example.com>: recipient"
          + " rejected by receiver-with-a-long-name.mail.example.net (in reply to RCPT TO)";

  private final Api account = TestService.shared().account();

  @ParameterizedTest
  @ValueSource(strings = {"bounces", "totals", "accounts", "status"})
  void everyPageIsAccessibleOnEveryScreen(String view, Visitor visitor) {
    account.ingest(
        "[{\"email\":\"a-rather-long-local-part-of-an-address@subdomain.example.com\",\"reason\":\""
            + LONG_REASON
            + "\"},{\"email\":\"ann@example.com\"}]");
    Page page = visitor.open(account, "#/" + view);
    page.waitForLoadState(LoadState.NETWORKIDLE);
    assertThat(page.getByText("Loading…")).hasCount(0);
    visitor.look(Look.DESKTOP).assertAccessible();
    visitor.look(Look.DARK_PHONE).assertAccessible();
    visitor.look(Look.PHONE).assertFits();
    visitor.look(Look.DARK_DESKTOP).assertFits();
  }

  @Test
  void theFirstViewIsSmall(Visitor visitor) {
    List<Response> responses = new ArrayList<>();
    visitor.page().onResponse(responses::add);
    Page page = visitor.open(account, "#/bounces");
    assertThat(page.getByText("The list is empty.")).isVisible();
    int bytes =
        responses.stream().mapToInt(response -> response.request().sizes().responseBodySize).sum();
    System.out.println("The first view of the console takes " + bytes + " bytes.");
    assertTrue(bytes > 10_000 && bytes < FIRST_VIEW, bytes + " bytes");
  }
}
