package dev.rebound.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** The soft limit of file descriptors of a process; Linux only. */
final class DescriptorLimit {
  private DescriptorLimit() {}

  /** Returns the limit of this process. */
  static long own() throws IOException {
    String limit = of("self");
    return limit.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(limit);
  }

  /** Does something while a process can open neither files nor sockets; open ones stay open. */
  static <T> T whileNoneIsFree(long process, Callable<T> action) throws Exception {
    String before = of(Long.toString(process));
    // The descriptor 0 is in use.
    set(process, "1");
    try {
      return action.call();
    } finally {
      set(process, before);
    }
  }

  private static String of(String process) throws IOException {
    return Files.readAllLines(Path.of("/proc", process, "limits")).stream()
        .filter(line -> line.startsWith("Max open files"))
        .map(line -> line.split("\\s+")[3])
        .findFirst()
        .orElseThrow();
  }

  /** Sets the limit of a process. */
  static void set(long process, String limit) throws IOException, InterruptedException {
    int exitCode =
        new ProcessBuilder("prlimit", "--pid=" + process, "--nofile=" + limit + ":")
            .inheritIO()
            .start()
            .waitFor();
    if (exitCode != 0) {
      throw new IOException("prlimit: exit code " + exitCode);
    }
  }
}
