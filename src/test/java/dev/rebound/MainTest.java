package dev.rebound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"serve", "migrate", "import", "mirror", "account", "key", "webhook", "verify"})
  void everyCommandHasHelp(String command) {
    StringWriter output = new StringWriter();
    CommandLine line = new CommandLine(new Main()).setOut(new PrintWriter(output));
    assertEquals(0, line.execute(command, "--help"));
    assertTrue(output.toString().startsWith("Usage: rebound " + command), output.toString());
  }
}
