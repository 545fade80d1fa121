package dev.rebound.cli;

import java.util.Map;
import java.util.concurrent.Callable;

/** The environment variables of the running command. */
public final class Environment {
  private static volatile Map<String, String> variables = System.getenv();

  private Environment() {}

  static Map<String, String> variables() {
    return variables;
  }

  /**
   * Runs an action with other variables than those of the process. For tests, one at a time: a
   * command in a process of its own takes seconds.
   */
  public static <T> T with(Map<String, String> others, Callable<T> action) throws Exception {
    variables = Map.copyOf(others);
    try {
      return action.call();
    } finally {
      variables = System.getenv();
    }
  }
}
