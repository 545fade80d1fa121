package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.migrate.SetupException;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** {@code rebound serve}, and {@code rebound} alone. */
@Command(
    name = "serve",
    description = {
      "Serve the API until the process is told to stop (SIGTERM or Ctrl-C).",
      "Starts and migrates an embedded PostgreSQL in the data folder unless REBOUND_DATABASE_URL is set."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class ServeCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    Service service = Service.start(Settings.of(System.getenv()), Clock.systemUTC(), System.out);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  service.close();
                  stopped.countDown();
                },
                "stop"));
    try {
      stopped.await();
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SetupException("interrupted");
    }
  }
}
