package dev.rebound.bench;

import dev.rebound.migrate.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One statement, prepared, from several connections at once. */
final class PgBench {
  private static final Pattern RATE = Pattern.compile("tps = ([\\d.]+)");

  private final DatabaseUrl database;

  PgBench(String databaseUrl) {
    this.database = DatabaseUrl.parse(databaseUrl);
  }

  /**
   * Returns how often a second it ran.
   *
   * @param script pgbench's own language
   */
  double rate(String script, int connections, int seconds) {
    try {
      Path file = Files.createTempFile("rebound-pgbench", ".sql");
      Files.writeString(file, script);
      String printed = Tool.run("postgresql-contrib", command(file, connections, seconds));
      Files.delete(file);
      Matcher rate = RATE.matcher(printed);
      if (!rate.find()) {
        throw new IllegalStateException(printed);
      }
      return Double.parseDouble(rate.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command(Path script, int connections, int seconds) {
    return List.of(
        "pgbench",
        "--no-vacuum",
        "--protocol=prepared",
        "--client=" + connections,
        "--jobs=2",
        "--time=" + seconds,
        "--file=" + script,
        "postgresql://%s:%s@%s:%d/%s"
            .formatted(
                database.user(),
                database.password(),
                database.hosts().get(0).name(),
                database.hosts().get(0).port(),
                database.database()));
  }
}
