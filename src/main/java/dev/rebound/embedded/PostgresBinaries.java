package dev.rebound.embedded;

import dev.rebound.migrate.SetupException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The unpacked programs, as this user can run them.
 *
 * @param prefix what a command starts with, for one who may not run the programs as it is
 */
record PostgresBinaries(DataFolder folder, Path home, List<String> prefix) {
  private static final int ROOT = 0;
  private static final List<String> AS_NOBODY = List.of("unshare", "-U");
  private static final Duration QUICKLY = Duration.ofSeconds(30);
  private static final Pattern VERSION = Pattern.compile("postgres \\(PostgreSQL\\) (\\d+)\\D.*");

  static PostgresBinaries install(PostgresArchive archive, DataFolder folder) {
    List<String> prefix = prefix(folder);
    return new PostgresBinaries(folder, archive.unpack(folder), prefix);
  }

  Program run(String program, Duration limit, String... arguments) {
    Path executable = home.resolve("bin").resolve(program);
    List<String> command =
        Stream.of(prefix.stream(), Stream.of(executable.toString()), Stream.of(arguments))
            .flatMap(words -> words)
            .toList();
    return Program.run(folder.root(), folder.log(program), limit, command);
  }

  int majorVersion() {
    Program program = run("postgres", QUICKLY, "--version");
    Matcher version = VERSION.matcher(program.text());
    if (!version.matches()) {
      throw new SetupException(
          "the embedded PostgreSQL does not run on this system (%s): set REBOUND_DATABASE_URL"
              .formatted(program.text()));
    }
    return Integer.parseInt(version.group(1));
  }

  /**
   * PostgreSQL refuses to run as root. In a user namespace of its own, root is nobody, and yet the
   * owner of root's files.
   */
  private static List<String> prefix(DataFolder folder) {
    if (folder.user() != ROOT) {
      return List.of();
    }
    // initdb also wants the user's name, which /etc/passwd may lack.
    List<String> command = Stream.concat(AS_NOBODY.stream(), Stream.of("id", "-un")).toList();
    if (runs(folder, command)) {
      return AS_NOBODY;
    }
    throw new SetupException(
        "PostgreSQL refuses to run as root: start Rebound as another user or set"
            + " REBOUND_DATABASE_URL");
  }

  private static boolean runs(DataFolder folder, List<String> command) {
    try {
      return Program.run(folder.root(), folder.log("unshare"), QUICKLY, command).succeeded();
    } catch (SetupException e) {
      return false;
    }
  }
}
