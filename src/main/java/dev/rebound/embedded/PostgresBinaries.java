package dev.rebound.embedded;

import dev.rebound.migrate.SetupException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The unpacked programs.
 *
 * @param prefix the start of each command, for a user who cannot run the programs directly
 */
record PostgresBinaries(DataFolder folder, Path home, List<String> prefix) {
  private static final int ROOT = 0;
  private static final List<String> AS_NOBODY = List.of("unshare", "-U");
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Pattern VERSION = Pattern.compile("postgres \\(PostgreSQL\\) (\\d+)\\D.*");

  static PostgresBinaries install(PostgresArchive archive, DataFolder folder) {
    List<String> prefix = findPrefix(folder);
    return new PostgresBinaries(folder, archive.unpack(folder), prefix);
  }

  Program run(String program, Duration timeout, String... arguments) {
    Path executable = home.resolve("bin").resolve(program);
    List<String> command =
        Stream.of(prefix.stream(), Stream.of(executable.toString()), Stream.of(arguments))
            .flatMap(words -> words)
            .toList();
    return Program.run(folder.root(), folder.log(program), timeout, command);
  }

  int majorVersion() {
    Program program = run("postgres", TIMEOUT, "--version");
    Matcher version = VERSION.matcher(program.text());
    if (!version.matches()) {
      throw new SetupException(
          "the embedded PostgreSQL does not run on this system (%s): set REBOUND_DATABASE_URL"
              .formatted(program.text()));
    }
    return Integer.parseInt(version.group(1));
  }

  /**
   * PostgreSQL does not run as root. In its own user namespace, root is the user nobody, and still
   * owns root's files.
   */
  private static List<String> findPrefix(DataFolder folder) {
    if (folder.userId() != ROOT) {
      return List.of();
    }
    // initdb needs the user's name, which /etc/passwd may lack.
    List<String> command = Stream.concat(AS_NOBODY.stream(), Stream.of("id", "-un")).toList();
    if (succeeds(folder, command)) {
      return AS_NOBODY;
    }
    throw new SetupException(
        "PostgreSQL does not run as root: start Rebound as another user or set"
            + " REBOUND_DATABASE_URL");
  }

  private static boolean succeeds(DataFolder folder, List<String> command) {
    try {
      return Program.run(folder.root(), folder.log("unshare"), TIMEOUT, command).succeeded();
    } catch (SetupException e) {
      return false;
    }
  }
}
