package dev.rebound.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import dev.rebound.domain.Account;
import dev.rebound.domain.ApiKey;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The form for the key, the session, and what a key may see. */
@BrowserTest
class SignInIT {
  private final TestService service = TestService.shared();

  @ParameterizedTest
  @EnumSource(names = {"DESKTOP", "DARK_PHONE"})
  void theKeyOpensTheConsoleAndIsInNoUrl(Look look, Visitor visitor) {
    Api account = service.account();
    List<String> urls = new ArrayList<>();
    Page page = visitor.look(look).open(account);
    page.onRequest(request -> urls.add(request.url()));
    visitor.assertAccessible();
    page.getByLabel("API key").fill(" " + account.key() + " ");
    visitor.button("Sign in").click();
    assertThat(visitor.heading("Bounces")).isVisible();
    urls.add(page.url());
    assertTrue(urls.size() > 2, urls.toString());
    assertTrue(urls.stream().noneMatch(url -> url.contains(account.key())), urls.toString());
  }

  @Test
  void anUnknownKeyIsExplained(Visitor visitor) {
    Page page = visitor.open(service.account());
    page.getByLabel("API key").fill(ApiKey.random(new SecureRandom()).text());
    visitor.button("Sign in").click();
    assertThat(page.getByText("The service does not know this key.")).isVisible();
    page.getByLabel("API key").fill("Schlüssel");
    visitor.button("Sign in").click();
    assertThat(page.getByText("This is not an API key.")).isVisible();
  }

  @Test
  void theSessionOutlivesAReloadAndEndsWithSignOut(Visitor visitor) {
    Api account = service.account();
    Page page = visitor.open(account);
    page.getByLabel("API key").fill(account.key());
    page.keyboard().press("Enter");
    assertThat(visitor.heading("Bounces")).isVisible();
    page.reload();
    assertThat(visitor.heading("Bounces")).isVisible();
    visitor.button("Sign out").click();
    assertThat(page.getByLabel("API key")).isVisible();
    page.reload();
    assertThat(page.getByLabel("API key")).isVisible();
    assertFalse(page.content().contains(account.key()));
  }

  @Test
  void aKeyThatIsNoLongerKnownLeadsBackToTheForm(Visitor visitor) {
    Page page = visitor.open(service.api(ApiKey.random(new SecureRandom()).text()), "#/bounces");
    assertThat(page.getByText("The service no longer knows this key.")).isVisible();
    assertThat(page.getByLabel("API key")).isVisible();
  }

  @Test
  void buttonsFollowTheScopesOfTheKey(Visitor visitor) {
    String name = service.createAccount(Account.ROOT, null);
    Api reader = service.api(service.createKey(name, Set.of(Scope.SUPPRESSION_READ)));
    service.api(service.createKey(name, Scope.ALL)).ingest("{\"email\":\"ann@example.com\"}");
    Page page = visitor.open(reader, "#/bounces");
    assertThat(visitor.link("ann@example.com")).isVisible();
    assertThat(visitor.button("Export CSV")).isVisible();
    assertThat(visitor.button("Add…")).hasCount(0);
    assertThat(visitor.button("Import…")).hasCount(0);
    assertThat(visitor.button("Delete all…")).hasCount(0);
    assertThat(page.getByLabel("Select ann@example.com")).hasCount(0);
    visitor.link("ann@example.com").click();
    assertThat(visitor.dialog("ann@example.com")).isVisible();
    assertThat(visitor.button("Delete from the list…")).hasCount(0);
  }

  @Test
  void aKeyWithoutTheListSeesTheStatus(Visitor visitor) {
    String name = service.createAccount(Account.ROOT, null);
    visitor.open(service.api(service.createKey(name, Set.of(Scope.BOUNCES_CREATE))), "#/bounces");
    assertThat(visitor.heading("Status")).isVisible();
    assertThat(visitor.link("Bounces")).hasCount(0);
    assertThat(visitor.link("Accounts")).hasCount(0);
  }
}
