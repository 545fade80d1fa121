package dev.rebound.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.rebound.support.Api;
import dev.rebound.support.BounceRow;
import dev.rebound.support.TestService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The search, the pages and the rows of the list. */
@BrowserTest
class BouncesPageIT {
  // 2026-02-10 12:00:00 UTC.
  private static final long FEBRUARY = 1770724800;
  private static final long DAY = 86_400;

  private final Api account = TestService.shared().account();

  private static BounceRow row(String email) {
    return BounceRow.at(FEBRUARY, email).because("550 5.1.1 User unknown", "5.1.1");
  }

  @ParameterizedTest
  @EnumSource(names = {"DESKTOP", "DARK_PHONE"})
  void typingSearchesAndTheUrlKeepsTheSearch(Look look, Visitor visitor) {
    account.ingest(row("ann@example.com"), row("andy@example.net"), row("bob@example.com"));
    Page page = visitor.look(look).open(account, "#/bounces");
    assertThat(page.getByText("3 addresses")).isVisible();
    visitor.field("Address").pressSequentially("an");
    assertThat(page.getByText("2 addresses")).isVisible();
    assertThat(visitor.link("bob@example.com")).hasCount(0);
    visitor.field("Address").fill("%@example.com");
    assertThat(visitor.link("andy@example.net")).hasCount(0);
    assertThat(visitor.link("bob@example.com")).isVisible();
    assertThat(page).hasURL(Pattern.compile(".*#/bounces\\?email=%25%40example.com"));
    page.reload();
    assertThat(page.getByText("2 addresses")).isVisible();
    visitor.field("Address").fill("nobody");
    assertThat(page.getByText("No address matches.")).isVisible();
  }

  @Test
  void aRowShowsTheClassOfItsBounce(Visitor visitor) {
    account.ingest(
        row("ann@example.com"),
        BounceRow.at(FEBRUARY, "bob@example.com").because("552 5.2.2 Mailbox full", "5.2.2"));
    Page page = visitor.open(account, "#/bounces");
    assertThat(page.getByRole(AriaRole.ROW).filter(having("ann@example.com")))
        .containsText("Invalid Address");
    assertThat(page.getByRole(AriaRole.ROW).filter(having("bob@example.com")))
        .containsText("Mailbox Unavailable");
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void theNewestSearchWins(Visitor visitor) {
    account.ingest(row("ann@example.com"), row("bob@example.com"));
    List<Route> held = new ArrayList<>();
    Page page = visitor.page();
    page.route(Pattern.compile(".*/v3/suppression/bounces\\?email=a&.*"), held::add);
    visitor.open(account, "#/bounces?email=a");
    page.waitForCondition(() -> !held.isEmpty());
    visitor.field("Address").fill("b");
    assertThat(visitor.link("bob@example.com")).isVisible();
    held.forEach(Route::resume);
    assertThat(page.getByText("1 address")).isVisible();
    assertThat(visitor.link("ann@example.com")).hasCount(0);
  }

  @Test
  void datesAreLocalDays(Visitor visitor) {
    // Half an hour before and after midnight in Berlin.
    account.ingest(
        BounceRow.at(FEBRUARY + DAY / 2 - 5400, "before@example.com"),
        BounceRow.at(FEBRUARY + DAY / 2 - 1800, "after@example.com"));
    Page page = visitor.open(account, "#/bounces");
    page.getByLabel("From").fill("2026-02-11");
    assertThat(visitor.link("before@example.com")).hasCount(0);
    assertThat(visitor.link("after@example.com")).isVisible();
    page.getByLabel("From").fill("");
    page.getByLabel("To").fill("2026-02-10");
    assertThat(visitor.link("after@example.com")).hasCount(0);
    Locator time = page.getByText("10 Feb 2026, 23:30");
    assertThat(time).hasAttribute("title", "2026-02-10 22:30:00 UTC");
  }

  @ParameterizedTest
  @EnumSource(names = {"DESKTOP", "DARK_PHONE"})
  void pagesFollowEachOther(Look look, Visitor visitor) {
    account.ingest(
        IntStream.rangeClosed(1, 51)
            .mapToObj(number -> BounceRow.at(FEBRUARY - number, "user" + number + "@example.com"))
            .toArray(BounceRow[]::new));
    Page page = visitor.look(look).open(account, "#/bounces");
    assertThat(page.getByText("51 addresses")).isVisible();
    assertThat(visitor.link("user50@example.com")).isVisible();
    visitor.link("Next page").click();
    assertThat(visitor.link("user51@example.com")).isVisible();
    assertThat(visitor.link("user50@example.com")).hasCount(0);
    page.reload();
    assertThat(visitor.link("user51@example.com")).isVisible();
    visitor.link("First page").click();
    visitor.link("Next page").click();
    visitor.link("Previous page").click();
    assertThat(visitor.link("user1@example.com")).isVisible();
    page.goBack();
    assertThat(visitor.link("user51@example.com")).isVisible();
  }

  @ParameterizedTest
  @EnumSource(names = {"DESKTOP", "DARK_PHONE"})
  void anAddressOpensItsHistoryWithTheRule(Look look, Visitor visitor) {
    account.ingest(row("ann@example.com"));
    account.ingest(
        "{\"email\":\"ann@example.com\",\"created\":1770900000,\"type\":\"blocked\","
            + "\"reason\":\"550 5.7.1 Message rejected as spam\"}");
    Page page = visitor.look(look).open(account, "#/bounces");
    visitor.link("ann@example.com").click();
    Locator panel = visitor.dialog("ann@example.com");
    assertThat(panel.getByText("On the list since")).isVisible();
    assertThat(panel.getByText("Invalid Address")).isVisible();
    assertThat(panel.locator("dd code").first()).not().isEmpty();
    assertThat(panel.getByText("550 5.7.1 Message rejected as spam")).isVisible();
    visitor.assertAccessible();
    page.reload();
    assertThat(panel).isVisible();
    page.keyboard().press("Escape");
    assertThat(panel).hasCount(0);
    assertThat(page).not().hasURL(Pattern.compile("address="));
  }

  @Test
  void aReasonIsTextAndEveryScriptIsShownAsItIs(Visitor visitor) {
    String markup = "<img src=x onerror=alert(1)><b>550</b> & \"gone\"";
    account.ingest(
        BounceRow.at(FEBRUARY, "müller@bücher.example.com").because(markup, "5.1.1"),
        BounceRow.at(FEBRUARY, "花子@例え.example.com").because("ユーザーが見つかりません 🚫", ""),
        BounceRow.at(FEBRUARY, "a/b?c#d%25+e@example.com").because("Postfach voll – größer", ""));
    Page page = visitor.open(account, "#/bounces");
    assertThat(page.getByText(markup)).isVisible();
    assertThat(page.getByText("ユーザーが見つかりません 🚫")).isVisible();
    for (String email :
        List.of("müller@bücher.example.com", "花子@例え.example.com", "a/b?c#d%25+e@example.com")) {
      visitor.link(email).click();
      assertThat(visitor.dialog(email).getByText("On the list since")).isVisible();
      assertThat(visitor.dialog(email).getByRole(AriaRole.LISTITEM)).hasCount(1);
      page.keyboard().press("Escape");
      assertThat(visitor.dialog(email)).hasCount(0);
    }
  }

  @Test
  void everythingWorksByKeyboard(Visitor visitor) {
    account.ingest(row("ann@example.com"));
    Page page = visitor.open(account, "#/bounces");
    assertThat(visitor.link("ann@example.com")).isVisible();
    page.keyboard().press("Tab");
    assertThat(visitor.link("Skip to the content")).isFocused();
    page.keyboard().press("Enter");
    page.keyboard().press("Tab");
    assertThat(visitor.field("Address")).isFocused();
    visitor.link("ann@example.com").focus();
    page.keyboard().press("Enter");
    assertThat(visitor.dialog("ann@example.com")).isVisible();
    page.keyboard().press("Escape");
    assertThat(visitor.link("ann@example.com")).isFocused();
  }

  @Test
  void anUnreachableDatabaseIsReportedUntilItAnswers(Visitor visitor) {
    account.ingest(row("ann@example.com"));
    Page page = visitor.page();
    Pattern list = Pattern.compile(".*/v3/suppression/bounces\\?.*");
    page.route(
        list,
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(503)
                    .setHeaders(Map.of("Retry-After", "1"))
                    .setBody(
                        "{\"errors\":[{\"field\":null,\"message\":\"service unavailable\"}]}")));
    visitor.open(account, "#/bounces");
    Locator failure = page.getByText("The database does not answer. Trying again…");
    assertThat(failure.first()).isVisible();
    visitor.assertAccessible();
    page.unroute(list);
    assertThat(visitor.link("ann@example.com")).isVisible();
    assertThat(failure).hasCount(0);
  }

  @Test
  void anEmptyListSaysWhatToDo(Visitor visitor) {
    Page page = visitor.open(account, "#/bounces");
    assertThat(page.getByText("The list is empty. Add an address, or import a file.")).isVisible();
    assertThat(page.getByText("0 addresses")).isVisible();
  }

  @Test
  void theExportHasTheRowsOfTheSearch(Visitor visitor) throws Exception {
    account.ingest(row("ann@example.com"), row("bob@example.com"));
    Page page = visitor.open(account, "#/bounces?email=ann");
    assertThat(page.getByText("1 address")).isVisible();
    Download download = page.waitForDownload(() -> visitor.button("Export CSV").click());
    assertEquals("suppression_bounces.csv", download.suggestedFilename());
    String file = new String(download.createReadStream().readAllBytes());
    assertTrue(file.startsWith("status,reason,email,created\n"), file);
    assertTrue(file.contains("ann@example.com") && !file.contains("bob@"), file);
  }
}
