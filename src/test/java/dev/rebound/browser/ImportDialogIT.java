package dev.rebound.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The import of a file: the preview, then the import itself. */
@BrowserTest
class ImportDialogIT {
  private static final String CSV =
      """
      email,reason,status,created
      ann@example.com,550 5.1.1 User unknown,5.1.1,1770724800
      no address at all,550 5.1.1 User unknown,5.1.1,1770724800
      müller@example.net,552 5.2.2 Postfach voll,5.2.2,1770724800
      """;

  private final Api account = TestService.shared().account();

  private static FilePayload file(String name, String content) {
    return new FilePayload(name, "text/csv", content.getBytes(StandardCharsets.UTF_8));
  }

  private static Locator count(Locator dialog, String name) {
    return dialog
        .getByRole(AriaRole.TERM)
        .filter(new Locator.FilterOptions().setHasText(name))
        .locator("xpath=following-sibling::dd");
  }

  @ParameterizedTest
  @EnumSource(names = {"DESKTOP", "DARK_PHONE"})
  void aFileIsPreviewedThenImported(Look look, Visitor visitor) {
    Page page = visitor.look(look).open(account, "#/bounces");
    visitor.button("Import…").click();
    Locator dialog = visitor.dialog("Import a file");
    dialog.getByLabel("Drop a file here").setInputFiles(file("suppression_bounces.csv", CSV));
    assertThat(visitor.heading("Preview of suppression_bounces.csv")).isVisible();
    assertThat(count(dialog, "Rows")).hasText("3");
    assertThat(count(dialog, "Added")).hasText("2");
    assertThat(count(dialog, "Rejected")).hasText("1");
    Locator rejected = dialog.getByRole(AriaRole.TABLE).last();
    assertThat(rejected.getByRole(AriaRole.ROW).nth(1)).containsText("3");
    visitor.assertAccessible();
    assertEquals(List.of(), account.emails(""));
    visitor.button("Import").click();
    assertThat(visitor.heading("suppression_bounces.csv is imported")).isVisible();
    dialog = visitor.dialog("suppression_bounces.csv is imported");
    assertThat(count(dialog, "Added")).hasText("2");
    dialog.getByText("Close", new Locator.GetByTextOptions().setExact(true)).click();
    assertThat(visitor.link("müller@example.net")).isVisible();
    assertThat(page.getByText("2 addresses")).isVisible();
  }

  @Test
  void aFileIsDropped(Visitor visitor) {
    Page page = visitor.open(account, "#/bounces");
    visitor.button("Import…").click();
    JSHandle files =
        page.evaluateHandle(
            "text => { const files = new DataTransfer();"
                + " files.items.add(new File([text], 'list.csv')); return files; }",
            CSV);
    page.getByText("Drop a file here").dispatchEvent("drop", Map.of("dataTransfer", files));
    assertThat(visitor.heading("Preview of list.csv")).isVisible();
  }

  @Test
  void aListOfAddressesAloneNeedsTheirKind(Visitor visitor) {
    visitor.open(account, "#/bounces");
    visitor.button("Import…").click();
    Locator dialog = visitor.dialog("Import a file");
    dialog
        .getByLabel("Drop a file here")
        .setInputFiles(file("addresses.csv", "email\nann@example.com\n"));
    assertThat(dialog.getByRole(AriaRole.ALERT)).isVisible();
    dialog.getByLabel("Rows are").selectOption("bounces");
    visitor.button("Preview").click();
    assertThat(count(dialog, "Added")).hasText("1");
    visitor.button("Import").click();
    assertThat(visitor.heading("addresses.csv is imported")).isVisible();
    assertEquals(List.of("ann@example.com"), account.emails(""));
  }
}
