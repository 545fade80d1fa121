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
      "Serve the API until the process receives SIGTERM or Ctrl-C.",
      "Without REBOUND_DATABASE_URL, it starts and migrates an embedded PostgreSQL in the data folder."
    })
public final class ServeCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    Service service =
        Service.start(Settings.of(Environment.variables()), Clock.systemUTC(), System.out);
    CountDownLatch stopped = new CountDownLatch(1);
    Runnable stop =
        () -> {
          service.close();
          stopped.countDown();
        };
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
    try {
      stopped.await();
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SetupException("interrupted");
    }
  }
}
