package dev.rebound.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rebound.support.Api;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A user of the console, with a browser session of its own in Berlin, at the time of the service's
 * clock. A script error, a violation of the page's policy or a request to another host fails the
 * test.
 */
final class Visitor implements AutoCloseable {
  private static final String NOW = "2026-03-01T12:00:00Z";
  private static final String OPEN_DIALOG = "dialog[open]";
  private static final List<String> SEVERE = List.of("serious", "critical");
  // Chromium logs each response of 400 and more.
  private static final String RESPONSE_LOG = "Failed to load resource";

  private final BrowserContext context;
  private final Page page;
  private final List<String> faults = new ArrayList<>();

  Visitor(Browser browser, double patience) {
    context =
        browser.newContext(
            new Browser.NewContextOptions().setLocale("en-GB").setTimezoneId("Europe/Berlin"));
    context.setDefaultTimeout(patience);
    page = context.newPage();
    page.clock().setFixedTime(NOW);
    page.onPageError(faults::add);
    page.onConsoleMessage(this::record);
    look(Look.DESKTOP);
  }

  private void record(ConsoleMessage message) {
    if (message.type().equals("error") && !message.text().startsWith(RESPONSE_LOG)) {
      faults.add(message.text());
    }
  }

  Visitor look(Look look) {
    page.setViewportSize(look.width(), look.height());
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.theme()));
    return this;
  }

  /** Opens the console without a key. */
  Page open(Api api) {
    return navigate(api, "");
  }

  /**
   * Opens a view as a user who has signed in before.
   *
   * @param view the fragment of the URL, such as {@code #/bounces}
   */
  Page open(Api api, String view) {
    page.addInitScript("sessionStorage.setItem('rebound.key', '" + api.key() + "')");
    return navigate(api, view);
  }

  private Page navigate(Api api, String view) {
    page.onRequest(
        request -> {
          if (!request.url().startsWith(api.url()) && !request.url().startsWith("blob:")) {
            faults.add("request to " + request.url());
          }
        });
    page.navigate(api.url() + "/console/" + view);
    return page;
  }

  Page page() {
    return page;
  }

  Locator button(String name) {
    return byRole(AriaRole.BUTTON, name);
  }

  Locator link(String name) {
    return byRole(AriaRole.LINK, name);
  }

  Locator heading(String name) {
    return byRole(AriaRole.HEADING, name);
  }

  Locator dialog(String name) {
    return byRole(AriaRole.DIALOG, name);
  }

  Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  private Locator byRole(AriaRole role, String name) {
    return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /**
   * Asserts that axe finds nothing serious, and that nothing is wider than the screen. Of a page
   * with an open dialog only the dialog is checked, as the rest cannot be used.
   */
  void assertAccessible() {
    AxeBuilder axe = new AxeBuilder(page).setLegacyMode(true);
    if (page.locator(OPEN_DIALOG).count() > 0) {
      axe.include(OPEN_DIALOG);
    }
    List<String> found =
        axe.analyze().getViolations().stream()
            .filter(rule -> SEVERE.contains(rule.getImpact()))
            .map(rule -> rule.getId() + ": " + rule.getNodes())
            .toList();
    assertEquals(List.of(), found);
    assertFits();
  }

  /** Asserts that nothing is wider than the screen. */
  void assertFits() {
    assertEquals(
        0,
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"),
        "pixels beyond the screen");
  }

  void savePicture(Path file) {
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
  }

  @Override
  public void close() {
    context.close();
    assertEquals(List.of(), faults);
  }
}
