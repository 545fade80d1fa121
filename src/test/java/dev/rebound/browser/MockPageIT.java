package dev.rebound.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import dev.rebound.mock.Mock;
import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The controls of a mock. */
@BrowserTest
class MockPageIT {
  private static Mock mock;

  @BeforeAll
  static void start() {
    mock = Mock.start();
  }

  @AfterAll
  static void stop() {
    mock.close();
  }

  @BeforeEach
  void reset() {
    mock.controls().post("/mock/reset", "{\"to\":\"empty\"}");
    mock.rules();
  }

  @ParameterizedTest
  @EnumSource(names = {"DESKTOP", "DARK_PHONE"})
  void aListIsSeededAndEmptied(Look look, Visitor visitor) {
    Api root = mock.service().root();
    Page page = visitor.look(look).open(root, "#/mock");
    visitor.field("Rows").fill("20");
    visitor.button("Seed").click();
    assertThat(page.getByText("20 rows are seeded.")).isVisible();
    assertEquals(20, root.emails("").size());
    visitor.assertAccessible();
    visitor.button("Reset…").click();
    visitor.button("Reset").click();
    assertThat(page.getByText("All lists are empty.")).isVisible();
    assertEquals(0, root.emails("").size());
  }

  @Test
  void theClockIsStoppedMovedAndRestored(Visitor visitor) {
    Page page = visitor.open(mock.service().root(), "#/mock");
    page.getByLabel("Stop at (UTC)").fill("2026-01-01T00:00");
    visitor.button("Stop").click();
    assertThat(page.getByText("The clock shows 2026-01-01T00:00:00Z.")).isVisible();
    page.getByLabel("Away from the real time by").fill("PT5M");
    visitor.button("Move").click();
    assertThat(page.getByText("The clock shows 2026-03-01T12:05:00Z.")).isVisible();
    visitor.button("Restore the real time").click();
    assertThat(page.getByText("The clock shows 2026-03-01T12:00:00Z.")).isVisible();
  }

  @Test
  void aFaultRuleAppliesUntilItIsRemoved(Visitor visitor) {
    Api root = mock.service().root();
    Page page = visitor.open(root, "#/mock");
    page.getByLabel("Id").fill("busy");
    page.getByLabel("Path").fill("/v3/suppression/bounces*");
    visitor.field("At most").fill("100");
    visitor.button("Add the rule").click();
    assertThat(visitor.button("Remove rule busy")).isVisible();
    assertEquals("busy", root.get(Api.BOUNCES).headers().firstValue(Mock.FAULT).orElse(""));
    visitor.link("Bounces").click();
    Locator failure = page.getByText("The database does not answer. Trying again…");
    assertThat(failure.first()).isVisible();
    visitor.link("Mock").click();
    visitor.button("Remove rule busy").click();
    assertThat(visitor.button("Remove rule busy")).hasCount(0);
    assertEquals(200, root.get(Api.BOUNCES).statusCode());
  }

  @Test
  void theLogShowsRequestsWithoutKeys(Visitor visitor) {
    Api root = mock.service().root();
    root.get(Api.BOUNCES + "?email=logged");
    Page page = visitor.open(root, "#/mock");
    Locator log = page.getByRole(AriaRole.LIST, named("Requests, newest first"));
    log.getByText("GET /v3/suppression/bounces?email=logged").click();
    assertThat(log.getByText("User-Agent").filter(new Locator.FilterOptions().setVisible(true)))
        .hasCount(1);
    assertFalse(page.content().contains(root.key()));
    visitor.button("Clear").click();
    assertThat(log.getByText("email=logged")).hasCount(0);
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  @Test
  void anEventIsSentAndItsResultShown(Visitor visitor) throws Exception {
    HttpServer hook =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext(
        "/hook",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    hook.start();
    try {
      Page page = visitor.open(mock.service().root(), "#/mock");
      page.getByLabel("URL").fill("http://127.0.0.1:" + hook.getAddress().getPort() + "/hook");
      visitor.field("Address").fill("ann@example.com");
      visitor.button("Send the event").click();
      assertThat(page.getByText("1 delivery accepted, 0 given up")).isVisible();
      assertThat(page.getByText("Delivery 1, try 1: 204 after")).isVisible();
    } finally {
      hook.stop(0);
    }
  }

  @Test
  void aServiceInStoreModeHasNoSuchPage(Visitor visitor) {
    visitor.open(TestService.shared().account(), "#/mock");
    assertThat(visitor.heading("Bounces")).isVisible();
    assertThat(visitor.link("Mock")).hasCount(0);
  }
}
