package dev.rebound.bench;

import dev.rebound.support.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** {@link PoolService} as a process of its own, with the Java and the options of the service. */
final class PoolProcess implements AutoCloseable {
  private final Process process;
  private final int port;

  private PoolProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static PoolProcess start(Path java, String databaseUrl, String key, int eventLoops) {
    try {
      Process process =
          new ProcessBuilder(
                  java.toString(),
                  "@conf/jvm.options",
                  "-cp",
                  System.getProperty("java.class.path"),
                  PoolService.class.getName(),
                  databaseUrl,
                  key,
                  Integer.toString(eventLoops))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String line = process.inputReader().readLine();
      if (line == null) {
        throw new IllegalStateException("the peer ended before it listened");
      }
      return new PoolProcess(process, Integer.parseInt(line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  long pid() {
    return process.pid();
  }

  /** Returns the most memory that the process held so far, in KiB. */
  long peakResidentKib() {
    return ServiceProcess.peakResidentKib(process.pid());
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
