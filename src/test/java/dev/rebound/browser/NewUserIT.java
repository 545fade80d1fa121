package dev.rebound.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import dev.rebound.support.ServiceProcess;
import dev.rebound.support.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a new user, who knows only what the packaged service prints at its first start. */
@BrowserTest
class NewUserIT {
  private static final String CSV =
      """
      email,reason,status,created
      ann@example.com,550 5.1.1 User unknown,5.1.1,1770724800
      bob@example.net,552 5.2.2 Mailbox full,5.2.2,1770811200
      """;

  @Test
  void aFileIsImportedAnAddressExplainedAndDeletedAndTheTotalsSeen(
      Visitor visitor, @TempDir Path data) {
    Map<String, String> settings =
        Map.of(
            "REBOUND_DATABASE_URL", TestDatabase.migrated(), "REBOUND_DATA_DIR", data.toString());
    try (ServiceProcess service = ServiceProcess.startShort(settings)) {
      Page page = visitor.page();
      page.navigate(service.consoleUrl());
      page.getByLabel("API key").fill(service.firstKey().orElseThrow());
      visitor.button("Sign in").click();
      importFile(visitor);
      visitor.link("ann@example.com").click();
      Locator panel = visitor.dialog("ann@example.com");
      assertThat(panel.getByText("Invalid Address")).isVisible();
      visitor.button("Delete from the list…").click();
      visitor.button("Delete").click();
      assertThat(panel.getByText("This address is not on the list.")).isVisible();
      page.keyboard().press("Escape");
      assertThat(visitor.link("ann@example.com")).hasCount(0);
      assertThat(visitor.link("bob@example.net")).isVisible();
      visitor.link("Totals").click();
      assertThat(visitor.link("Invalid Address")).isVisible();
      assertThat(visitor.link("Mailbox Unavailable")).isVisible();
    }
  }

  private static void importFile(Visitor visitor) {
    visitor.button("Import…").click();
    visitor
        .dialog("Import a file")
        .getByLabel("Drop a file here")
        .setInputFiles(
            new FilePayload(
                "suppression_bounces.csv", "text/csv", CSV.getBytes(StandardCharsets.UTF_8)));
    visitor.button("Import").click();
    visitor
        .dialog("suppression_bounces.csv is imported")
        .getByText("Close", new Locator.GetByTextOptions().setExact(true))
        .click();
  }
}
