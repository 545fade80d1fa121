package dev.rebound.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rebound.support.Api;
import dev.rebound.support.TestService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The recipes of {@code docs/mock.md} for the whole loop, extracted and run. */
@Timeout(300)
class RecipesTest {
  private static final String IMAGE = "REBOUND_TEST_IMAGE";
  private static final String PYTHON = "REBOUND_TEST_PYTHON";
  private static final Path PYTEST = Path.of("src/test/python/.venv/bin/pytest").toAbsolutePath();
  private static final String EXTENSION = "ReboundExtension";
  private static final String TEST = "BounceTest";

  /** Takes the place of the container: the same methods for a service of this process. */
  private static final String STAND_IN =
      """
      public final class ReboundExtension implements BeforeAllCallback {
        public void beforeAll(ExtensionContext context) {}

        public static String authority() {
          return "%s";
        }
      }
      """;

  private static Optional<TestService> service = Optional.empty();

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    if (System.getenv(IMAGE) == null) {
      service =
          Optional.of(
              TestService.start(Map.of("REBOUND_MODE", "mock", "REBOUND_MOCK_AUTH", "any")));
    }
  }

  @AfterAll
  static void stop() {
    service.ifPresent(TestService::close);
  }

  /** Begins each test with an empty list; returns where the API listens. */
  private static String authority() {
    Api controls = new Api(service.orElseThrow().adminUrl(), null);
    assertEquals(204, controls.post("/mock/reset", "{\"to\":\"empty\"}").statusCode());
    return service.orElseThrow().root().url().replace("http://", "");
  }

  @Test
  @DisabledIfEnvironmentVariable(named = IMAGE, matches = ".+")
  void theRecipeForJUnitRunsWithoutAContainer() throws Exception {
    List<String> blocks = Recipe.blocks("JUnit 5", "java");
    assertEquals(2, blocks.size());
    Recipe.runJava(
        folder,
        List.of(EXTENSION, TEST),
        List.of(
            STAND_IN.formatted(authority()),
            blocks.get(1).replace("host.docker.internal", "127.0.0.1")));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = IMAGE, matches = ".+")
  void theRecipeForTestcontainersRunsWithTheImage() throws Exception {
    List<String> blocks = Recipe.blocks("JUnit 5", "java");
    String extension = blocks.get(0).replaceFirst("rebound:[0-9.]+", System.getenv(IMAGE));
    Recipe.runJava(folder, List.of(EXTENSION, TEST), List.of(extension, blocks.get(1)));
  }

  @Test
  @DisabledIfEnvironmentVariable(named = IMAGE, matches = ".+")
  void theRecipeForPytestRuns() throws Exception {
    boolean isPresent = Files.isExecutable(PYTEST);
    if (!"required".equals(System.getenv(PYTHON))) {
      assumeTrue(isPresent, "src/test/python/.venv is missing");
    }
    assertTrue(isPresent, PYTEST + " is missing");
    List<String> blocks = Recipe.blocks("pytest", "python");
    assertEquals(1, blocks.size());
    Path test = folder.resolve("test_bounce.py");
    Files.writeString(test, blocks.get(0).replace("127.0.0.1:8080", authority()));
    Path output = folder.resolve("output");
    Process pytest =
        new ProcessBuilder(PYTEST.toString(), "-q", "-p", "no:cacheprovider", test.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(pytest.waitFor(2, TimeUnit.MINUTES), () -> "still running");
    String text = Files.readString(output);
    assertEquals(0, pytest.exitValue(), text);
    assertTrue(text.contains("1 passed"), text);
  }
}
