package dev.rebound.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether the service works. */
@BrowserTest
class StatusPageIT {
  private final Api account = TestService.shared().account();

  @ParameterizedTest
  @EnumSource(names = {"DESKTOP", "DARK_PHONE"})
  void theStatusShowsTheServiceAndItsRates(Look look, Visitor visitor) {
    account.ingest("[{\"email\":\"ann@example.com\"},{\"email\":\"bob@example.com\"}]");
    Page page = visitor.look(look).open(account, "#/status");
    assertThat(page.getByText(Pattern.compile("^PostgreSQL \\d+"))).isVisible();
    assertThat(
            page.getByRole(AriaRole.TERM)
                .getByText("Addresses on the list")
                .locator("xpath=following-sibling::dd"))
        .hasText("2");
    assertThat(page.getByRole(AriaRole.IMG)).hasCount(4);
    assertThat(page.getByRole(AriaRole.IMG).first()).hasAccessibleName("Requests per minute");
    visitor.assertAccessible();
  }
}
