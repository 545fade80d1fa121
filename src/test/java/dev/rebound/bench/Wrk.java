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
  private static final Pattern RESULT =
      Pattern.compile("(\\d+) requests in .*Requests/sec:\\s+([\\d.]+)", Pattern.DOTALL);

  /** The number of responses, and their number per second. */
  record Result(long requests, double rate) {}

  private Wrk() {}

  /**
   * Returns how many requests a second were answered with 2xx; fails the run when any was not.
   *
   * @param script in Lua, makes the requests
   */
  static double rate(String url, String script, int connections, int seconds) {
    return run(url, script, connections, seconds).rate();
  }

  /** Like {@link #rate}, with the number of responses. */
  static Result run(String url, String script, int connections, int seconds) {
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
      Matcher result = RESULT.matcher(printed);
      if (!result.find() || printed.contains("Non-2xx") || printed.contains("Socket errors")) {
        throw new IllegalStateException(printed);
      }
      return new Result(Long.parseLong(result.group(1)), Double.parseDouble(result.group(2)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
