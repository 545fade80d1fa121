package dev.rebound.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rebound.support.TestService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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

  @TempDir Path folder;

  private static TestService anyKey() {
    return TestService.start(Map.of("REBOUND_MODE", "mock", "REBOUND_MOCK_AUTH", "any"));
  }

  private static String authority(TestService service) {
    return service.root().url().replace("http://", "");
  }

  @Test
  @DisabledIfEnvironmentVariable(named = IMAGE, matches = ".+")
  void theRecipeForJUnitRunsWithoutAContainer() throws Exception {
    List<String> blocks = Recipe.blocks("JUnit 5", "java");
    assertEquals(2, blocks.size());
    try (TestService service = anyKey()) {
      Recipe.runJava(
          folder,
          List.of(EXTENSION, TEST),
          List.of(
              STAND_IN.formatted(authority(service)),
              blocks.get(1).replace("host.docker.internal", "127.0.0.1")));
    }
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
    try (TestService service = anyKey()) {
      Path test = folder.resolve("test_bounce.py");
      Files.writeString(test, blocks.get(0).replace("127.0.0.1:8080", authority(service)));
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
}
