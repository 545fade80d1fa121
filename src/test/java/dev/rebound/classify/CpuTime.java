package dev.rebound.classify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Compares the CPU time of tasks on this thread. Neither the machine's speed nor its other
 * processes matter.
 */
public final class CpuTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int RUNS = 3;
  // Shorter times are mostly noise.
  private static final double MIN_MILLIS = 0.1;
  // Between linear growth, the factor, and quadratic growth, its square.
  private static final double TOLERANCE = 4;

  private CpuTime() {}

  /** Returns the CPU time of a task in milliseconds: the least of several runs. */
  public static double millis(Runnable task) {
    double least = Double.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      long start = THREADS.getCurrentThreadCpuTime();
      task.run();
      least = Math.min(least, (THREADS.getCurrentThreadCpuTime() - start) / 1e6);
    }
    return Math.max(least, MIN_MILLIS);
  }

  /** Asserts that a task on an input {@code factor} times as long takes linearly longer. */
  public static void assertLinear(int factor, Runnable task, Runnable longTask) {
    double millis = millis(task);
    double longMillis = millis(longTask);
    assertTrue(
        longMillis < TOLERANCE * factor * millis, () -> millis + " ms, then " + longMillis + " ms");
  }
}
