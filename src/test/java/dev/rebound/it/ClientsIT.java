package dev.rebound.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rebound.support.ServiceProcess;
import dev.rebound.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The suites of {@code src/test/node} and {@code src/test/python}: SendGrid's own clients against a
 * service in mock mode, of which they know the addresses alone. A suite is skipped where its
 * language or its packages are missing, unless {@code REBOUND_TEST_NODE} or {@code
 * REBOUND_TEST_PYTHON} is {@code required}.
 */
@Timeout(180)
class ClientsIT {
  private static final Path SUITE = Path.of("src/test/node");
  private static final Path PYTHON_SUITE = Path.of("src/test/python");
  private static final Path PYTEST = PYTHON_SUITE.resolve(".venv/bin/pytest").toAbsolutePath();
  private static final int OLDEST_NODE = 18;
  private static final Pattern NODE_VERSION = Pattern.compile("v(\\d{1,4})\\..*\\s*");
  private static final int CALLS = 20;

  @TempDir Path temporary;

  @Test
  void theOfficialNodeClientGetsWhatItExpects() throws Exception {
    Optional<String> obstacle = obstacle();
    if (!"required".equals(System.getenv("REBOUND_TEST_NODE"))) {
      assumeTrue(obstacle.isEmpty(), () -> "the Node suite is skipped: " + obstacle.orElseThrow());
    }
    assertEquals(Optional.empty(), obstacle);
    Map<String, String> settings = settings();
    try (ServiceProcess service = ServiceProcess.startShort(settings)) {
      assertEquals(0, ServiceProcess.run(settings, "account", "create", "shop").exitCode());
      Ended suite = runSuite(service);
      assertEquals(0, suite.exitCode(), suite.output());
      assertTrue(suite.count("pass") >= CALLS, suite.output());
      assertEquals(0, suite.count("skipped"), suite.output());
    }
  }

  @Test
  void theOfficialPythonClientGetsWhatItExpects() throws Exception {
    boolean isPresent = Files.isExecutable(PYTEST);
    if (!"required".equals(System.getenv("REBOUND_TEST_PYTHON"))) {
      assumeTrue(isPresent, "the Python suite is skipped: there is no " + PYTEST);
    }
    assertTrue(isPresent, PYTEST + " is missing");
    try (ServiceProcess service = ServiceProcess.startShort(settings())) {
      ProcessBuilder pytest =
          new ProcessBuilder(PYTEST.toString(), "-q", "-p", "no:cacheprovider", "test_send.py");
      pytest.directory(PYTHON_SUITE.toFile());
      pytest.environment().put("REBOUND_URL", service.url());
      pytest.environment().put("REBOUND_ADMIN_URL", service.adminUrl());
      pytest.environment().put("PYTHONDONTWRITEBYTECODE", "1");
      Ended suite = run(pytest);
      assertEquals(0, suite.exitCode(), suite.output());
      assertTrue(suite.output().contains("4 passed"), suite.output());
    }
  }

  private static Map<String, String> settings() {
    return Map.of(
        "REBOUND_DATABASE_URL", TestDatabase.migrated(),
        "REBOUND_MODE", "mock",
        "REBOUND_MOCK_AUTH", "formed");
  }

  private Ended runSuite(ServiceProcess service) throws IOException, InterruptedException {
    ProcessBuilder node =
        new ProcessBuilder("node", "--test", "--test-reporter=tap", "rebound.test.js");
    node.directory(SUITE.toFile());
    node.environment().put("REBOUND_URL", service.url());
    node.environment().put("REBOUND_ADMIN_URL", service.adminUrl());
    node.environment().put("REBOUND_SUBUSER", "shop");
    // The client goes through a proxy that the environment names.
    node.environment().put("NO_PROXY", "127.0.0.1");
    return run(node);
  }

  /** What keeps the suite from running here; empty when nothing does. */
  private Optional<String> obstacle() throws IOException, InterruptedException {
    if (!Files.isDirectory(SUITE.resolve("node_modules/@sendgrid/mail"))) {
      return Optional.of("`npm ci` was not run in " + SUITE);
    }
    if (nodeVersion() < OLDEST_NODE) {
      return Optional.of("Node " + OLDEST_NODE + " or newer is needed");
    }
    return Optional.empty();
  }

  /** The major version; 0 where no Node is on the path. */
  private int nodeVersion() throws IOException, InterruptedException {
    for (String folder : System.getenv("PATH").split(":")) {
      Path node = Path.of(folder, "node");
      if (Files.isExecutable(node)) {
        Ended told = run(new ProcessBuilder(node.toString(), "--version"));
        Matcher version = NODE_VERSION.matcher(told.output());
        assertTrue(version.matches(), told.output());
        return Integer.parseInt(version.group(1));
      }
    }
    return 0;
  }

  private Ended run(ProcessBuilder builder) throws IOException, InterruptedException {
    Path output = Files.createTempFile(temporary, "node", ".tap");
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("still running: " + Files.readString(output));
    }
    return new Ended(process.exitValue(), Files.readString(output));
  }

  /** A process that ended, and what it said. */
  private record Ended(int exitCode, String output) {

    /** How many tests the suite says did this, such as {@code pass}. */
    int count(String what) {
      Matcher line = Pattern.compile("(?m)^# " + what + " (\\d{1,6})$").matcher(output);
      assertTrue(line.find(), output);
      return Integer.parseInt(line.group(1));
    }
  }
}
