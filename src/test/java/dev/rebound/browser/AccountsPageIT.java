package dev.rebound.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Subusers, keys and webhooks. */
@BrowserTest
class AccountsPageIT {
  private final TestService service = TestService.shared();

  @ParameterizedTest
  @EnumSource(names = {"DESKTOP", "DARK_PHONE"})
  void aSubuserIsCreatedAndSelected(Look look, Visitor visitor) {
    String parent = service.createAccount(Account.ROOT, null);
    Api owner = service.api(service.createKey(parent, Scope.ALL));
    Page page = visitor.look(look).open(owner, "#/accounts");
    visitor.button("Create a subuser…").click();
    page.getByLabel("Name").fill(parent + "-shop");
    visitor.button("Create").click();
    assertThat(visitor.link(parent + "-shop")).isVisible();
    owner.ingest("{\"email\":\"parent@example.com\"}");
    owner.with("on-behalf-of", parent + "-shop").ingest("{\"email\":\"shop@example.com\"}");
    visitor.link(parent + "-shop").click();
    assertThat(visitor.link("shop@example.com")).isVisible();
    assertThat(visitor.link("parent@example.com")).hasCount(0);
    assertThat(page).hasURL(Pattern.compile("as=" + parent + "-shop"));
    page.reload();
    assertThat(page.getByLabel("Account")).hasValue(parent + "-shop");
    page.getByLabel("Account").selectOption("Own account");
    assertThat(visitor.link("parent@example.com")).isVisible();
    assertThat(visitor.link("shop@example.com")).hasCount(0);
  }

  @ParameterizedTest
  @EnumSource(names = {"DESKTOP", "DARK_PHONE"})
  void aKeyIsShownOnceAndRevoked(Look look, Visitor visitor) {
    Api account = service.account();
    Page page = visitor.look(look).open(account, "#/accounts");
    visitor.button("Create a key…").click();
    page.getByLabel("Label").fill("reports");
    page.getByLabel("suppression.bounces.read").check();
    visitor.assertAccessible();
    visitor.button("Create").click();
    String secret =
        visitor.dialog("The new key").getByText(Pattern.compile("^SG\\.")).textContent();
    Api reports = service.api(secret);
    assertEquals(200, reports.get(Api.BOUNCES).statusCode());
    assertEquals(403, reports.delete(Api.BOUNCES + "/ann@example.com").statusCode());
    visitor.button("Done").click();
    assertFalse(page.content().contains(secret));
    visitor.button("Revoke reports").click();
    visitor.dialog("Revoke reports?").getByText("Revoke", exact()).click();
    assertThat(page.getByText("The key reports is revoked.")).isVisible();
    assertThat(visitor.button("Revoke reports")).hasCount(0);
  }

  private static Locator.GetByTextOptions exact() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  @Test
  void aKeyCannotRevokeItself(Visitor visitor) {
    Page page = visitor.open(service.account(), "#/accounts");
    visitor.button("Revoke test").click();
    Locator dialog = visitor.dialog("Revoke test?");
    dialog.getByText("Revoke", exact()).click();
    assertThat(dialog.getByRole(AriaRole.ALERT)).containsText("cannot revoke itself");
    page.keyboard().press("Escape");
    assertThat(dialog).hasCount(0);
  }

  @ParameterizedTest
  @EnumSource(names = {"DESKTOP", "DARK_PHONE"})
  void aWebhookIsCreatedAndRevoked(Look look, Visitor visitor) {
    Page page = visitor.look(look).open(service.account(), "#/accounts");
    assertThat(page.getByText("There are no webhooks.")).isVisible();
    visitor.button("Create a webhook…").click();
    page.getByLabel("Vendor").selectOption("Postmark");
    page.getByLabel("Label").fill("shop");
    visitor.assertAccessible();
    visitor.button("Create").click();
    assertThat(visitor.dialog("The new webhook").getByText("/rebound/v1/events/")).isVisible();
    visitor.button("Done").click();
    visitor.button("Revoke webhook shop").click();
    visitor.dialog("Revoke the webhook shop?").getByText("Revoke", exact()).click();
    assertThat(page.getByText("The webhook shop is revoked.")).isVisible();
    assertThat(visitor.button("Revoke webhook shop")).hasCount(0);
  }
}
