package dev.rebound.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.support.ServiceProcess;
import dev.rebound.support.ServiceProcess.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code rebound rehearse} with its own embedded database, and thousands of requests. */
@Timeout(180)
class RehearsalDrill {
  @Test
  void aRehearsalDeletesItsServiceAndFiles(@TempDir Path temporary) {
    Map<String, String> settings =
        Map.of(
            "JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary, "REBOUND_DATA_DIR", "/dev/null");
    Outcome rehearsed = ServiceProcess.run(settings, "rehearse");
    assertEquals(0, rehearsed.exitCode(), rehearsed.errors());
    assertEquals("Rehearsed.\n", rehearsed.output());
    String[] left = temporary.toFile().list((folder, name) -> name.startsWith("rebound"));
    assertEquals(List.of(), List.of(left));
  }
}
