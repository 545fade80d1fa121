package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.embedded.EmbeddedDatabase;
import picocli.CommandLine.Command;

/** {@code rebound migrate}. */
@Command(name = "migrate", description = "Migrate the database to this version's schema and exit.")
public final class MigrateCommand implements Runnable {

  @Override
  public void run() {
    try (Database database =
        Database.open(Settings.of(Environment.variables()), EmbeddedDatabase::startOrShare)) {
      System.out.println("The schema of " + database.directUrl() + " is current.");
    }
  }
}
