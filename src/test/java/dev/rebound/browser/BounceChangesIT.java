package dev.rebound.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rebound.domain.Account;
import dev.rebound.domain.Scope;
import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything by which a user of the console changes the list. */
@BrowserTest
class BounceChangesIT {
  private final Api account = TestService.shared().account();

  private void list(String... emails) {
    account.ingest(
        Stream.of(emails)
            .map(email -> "{\"email\":\"" + email + "\",\"reason\":\"550 No such user\"}")
            .collect(Collectors.joining(",", "[", "]")));
  }

  @ParameterizedTest
  @EnumSource(names = {"DESKTOP", "DARK_PHONE"})
  void selectedAddressesAreDeletedAfterAConfirmation(Look look, Visitor visitor) {
    list("ann@example.com", "bob@example.com", "cem@example.com");
    Page page = visitor.look(look).open(account, "#/bounces");
    page.getByLabel("Select ann@example.com").check();
    page.getByLabel("Select cem@example.com").check();
    visitor.button("Delete 2 selected…").click();
    Locator dialog = visitor.dialog("Delete 2 addresses?");
    assertThat(dialog.getByText("cem@example.com")).isVisible();
    visitor.assertAccessible();
    visitor.button("Cancel").click();
    assertThat(dialog).hasCount(0);
    assertEquals(3, account.emails("").size());
    visitor.button("Delete 2 selected…").click();
    visitor.button("Delete").click();
    assertThat(page.getByText("2 addresses are no longer on the list.")).isVisible();
    assertThat(visitor.link("ann@example.com")).hasCount(0);
    assertThat(page.getByText("1 address")).isVisible();
    assertEquals(List.of("bob@example.com"), account.emails(""));
  }

  @Test
  void aWholePageIsSelectedAtOnce(Visitor visitor) {
    list("ann@example.com", "bob@example.com");
    Page page = visitor.open(account, "#/bounces");
    page.getByLabel("Select all on this page").check();
    assertThat(visitor.button("Delete 2 selected…")).isVisible();
    page.getByLabel("Select bob@example.com").uncheck();
    assertThat(visitor.button("Delete 1 selected…")).isVisible();
  }

  @Test
  void anAddressIsDeletedInItsPanelAndKeepsItsHistory(Visitor visitor) {
    list("ann@example.com", "bob@example.com");
    Page page = visitor.open(account, "#/bounces?address=ann%40example.com");
    visitor.button("Delete from the list…").click();
    visitor.button("Delete").click();
    Locator panel = visitor.dialog("ann@example.com");
    assertThat(panel.getByText("This address is not on the list.")).isVisible();
    assertThat(panel.getByText("550 No such user")).isVisible();
    page.keyboard().press("Escape");
    assertThat(visitor.link("ann@example.com")).hasCount(0);
    assertThat(visitor.link("bob@example.com")).isVisible();
  }

  @ParameterizedTest
  @EnumSource(names = {"DESKTOP", "DARK_PHONE"})
  void anAddressIsAddedByHand(Look look, Visitor visitor) {
    Page page = visitor.look(look).open(account, "#/bounces");
    visitor.button("Add…").click();
    Locator dialog = visitor.dialog("Add an address");
    dialog.getByLabel("Address").fill("nobody at all");
    visitor.button("Add").click();
    assertThat(dialog.getByRole(AriaRole.ALERT)).isVisible();
    visitor.assertAccessible();
    dialog.getByLabel("Address").fill("Ann@Example.com");
    dialog.getByLabel("Reason").fill("550 5.1.1 User unknown");
    dialog.getByLabel("Status").fill("5.1.1");
    page.keyboard().press("Enter");
    assertThat(page.getByText("Ann@Example.com is added.")).isVisible();
    assertThat(visitor.link("ann@example.com")).isVisible();
    assertThat(page.getByText("550 5.1.1 User unknown")).isVisible();
  }

  @ParameterizedTest
  @EnumSource(names = {"DESKTOP", "DARK_PHONE"})
  void theWholeListIsDeletedAfterTheNameOfTheAccountIsTyped(Look look, Visitor visitor) {
    TestService service = TestService.shared();
    String name = service.createAccount(Account.ROOT, null);
    Api whole = service.api(service.createKey(name, Scope.ALL));
    whole.ingest("[{\"email\":\"ann@example.com\"},{\"email\":\"bob@example.com\"}]");
    Page page = visitor.look(look).open(whole, "#/bounces?email=ann");
    visitor.button("Delete all…").click();
    visitor.assertAccessible();
    Locator delete = visitor.button("Delete all");
    assertThat(delete).isDisabled();
    page.getByLabel("Name of the account").fill("root");
    assertThat(delete).isDisabled();
    page.getByLabel("Name of the account").fill(name);
    delete.click();
    assertThat(page.getByText("The list is empty.")).isVisible();
    assertEquals(List.of(), whole.emails(""));
  }
}
