package dev.rebound.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Closed-loop load: every connection asks again as soon as it is answered. */
final class Wrk {
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");

  private Wrk() {}

  /**
   * Returns how many requests a second were answered with 2xx; fails the run when any was not.
   *
   * @param script in Lua, makes the requests
   */
  static double rate(String url, String script, int connections, int seconds) {
    try {
      Path file = Files.createTempFile("rebound-wrk", ".lua");
      Files.writeString(file, script);
      String printed =
          Tool.run(
              "wrk",
              List.of(
                  "wrk",
                  "--threads=2",
                  "--connections=" + connections,
                  "--duration=" + seconds + "s",
                  "--timeout=10s",
                  "--script=" + file,
                  url));
      Files.delete(file);
      Matcher rate = RATE.matcher(printed);
      if (!rate.find() || printed.contains("Non-2xx") || printed.contains("Socket errors")) {
        throw new IllegalStateException(printed);
      }
      return Double.parseDouble(rate.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
