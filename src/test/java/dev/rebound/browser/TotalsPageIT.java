package dev.rebound.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bounces by day, class and domain. */
@BrowserTest
class TotalsPageIT {
  private static final String EVENTS =
      """
      {"email":"ann@example.com","created":1770724800,"reason":"550 5.1.1 User unknown"}
      {"email":"bob@example.com","created":1770724801,"reason":"550 5.1.1 User unknown"}
      {"email":"cem@example.net","created":1770811200,"reason":"550 5.1.1 User unknown"}
      {"email":"dia@example.net","created":1770811200,"reason":"552 5.2.2 Mailbox full"}
      """;

  private final Api account = TestService.shared().account();

  @BeforeEach
  void ingest() {
    account.ingest(EVENTS);
  }

  private static Locator row(Locator place, String name) {
    return place
        .getByRole(AriaRole.ROW)
        .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*" + name)));
  }

  @ParameterizedTest
  @EnumSource(names = {"DESKTOP", "DARK_PHONE"})
  void aClassLeadsToItsDomains(Look look, Visitor visitor) {
    Page page = visitor.look(look).open(account, "#/totals");
    Locator main = page.getByRole(AriaRole.MAIN);
    assertThat(page.getByRole(AriaRole.IMG)).hasAccessibleName("Bars by day and class, 30 days");
    assertThat(row(main, "Invalid Address")).containsText("75%");
    assertThat(row(main, "All")).containsText("4");
    visitor.link("Invalid Address").click();
    Locator domains =
        page.getByRole(
            AriaRole.REGION, new Page.GetByRoleOptions().setName("Domains of Invalid Address"));
    assertThat(row(domains, "example.com")).containsText("2");
    assertThat(row(domains, "example.net")).containsText("1");
    visitor.assertAccessible();
    page.reload();
    assertThat(row(domains, "example.com")).isVisible();
    domains.getByText("Close").click();
    assertThat(domains).hasCount(0);
  }

  @Test
  void theRangeIsInTheUrl(Visitor visitor) {
    Page page = visitor.open(account, "#/totals");
    page.getByLabel("From (UTC)").fill("2026-02-11");
    Locator main = page.getByRole(AriaRole.MAIN);
    assertThat(row(main, "All")).containsText("2");
    assertThat(page).hasURL(Pattern.compile(".*from=2026-02-11&to=2026-03-01"));
    visitor.link("7 days").click();
    assertThat(page.getByText("There are no bounces or blocks in these days.")).isVisible();
    page.goBack();
    assertThat(row(main, "All")).containsText("2");
    page.getByText("Numbers by day").click();
    assertThat(row(main, "2026-02-11")).isVisible();
  }

  @Test
  void theNumbersAreSavedAsCsv(Visitor visitor) throws Exception {
    Page page = visitor.open(account, "#/totals");
    Download download = page.waitForDownload(() -> visitor.button("Export CSV").click());
    assertEquals("bounces_by_class.csv", download.suggestedFilename());
    String file = new String(download.createReadStream().readAllBytes());
    assertTrue(file.contains("2026-02-10,Invalid Address,2\n"), file);
  }
}
