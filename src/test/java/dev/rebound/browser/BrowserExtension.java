package dev.rebound.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts one browser for all classes of a JVM and gives each test a visitor of its own. A failed
 * test leaves a picture of its page in {@code target/browser}.
 */
final class BrowserExtension
    implements ExecutionCondition, ParameterResolver, AfterTestExecutionCallback {
  private static final Namespace NAMESPACE = Namespace.create(BrowserExtension.class);
  private static final List<String> PROGRAMS =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-background-networking",
          "--renderer-process-limit=1");
  // Milliseconds that a page may take on a busy machine.
  private static final double PATIENCE = 15_000;

  /** A running browser and the process that drives it. */
  private record Running(Playwright playwright, Browser browser) implements AutoCloseable {
    static Running start() {
      PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
      Playwright playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      BrowserType.LaunchOptions options =
          new BrowserType.LaunchOptions().setExecutablePath(program().orElseThrow()).setArgs(FLAGS);
      return new Running(playwright, playwright.chromium().launch(options));
    }

    @Override
    public void close() {
      playwright.close();
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    boolean isRequired = "required".equals(System.getenv("REBOUND_TEST_BROWSER"));
    return isRequired || program().isPresent()
        ? ConditionEvaluationResult.enabled("a browser is present or required")
        : ConditionEvaluationResult.disabled(
            "the browser tests are skipped: none of " + PROGRAMS + " is on the path");
  }

  private static Optional<Path> program() {
    return PROGRAMS.stream().flatMap(BrowserExtension::onPath).findFirst();
  }

  private static Stream<Path> onPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Visitor.class;
  }

  @Override
  public Visitor resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Running running =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(Running.class, type -> Running.start(), Running.class);
    // The store closes the visitor after the test.
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            Visitor.class, type -> new Visitor(running.browser(), PATIENCE), Visitor.class);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    Visitor visitor = context.getStore(NAMESPACE).get(Visitor.class, Visitor.class);
    if (context.getExecutionException().isPresent() && visitor != null) {
      String name = context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName();
      visitor.savePicture(Path.of("target", "browser", name.replaceAll("[^\\w.]+", "-") + ".png"));
    }
  }
}
