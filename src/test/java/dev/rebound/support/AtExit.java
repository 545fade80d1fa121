package dev.rebound.support;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a test run cleans up when it ends: the last opened first, one after the other. */
final class AtExit {
  private static final Deque<Runnable> TASKS = new ArrayDeque<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(AtExit::run));
  }

  private AtExit() {}

  static synchronized void add(Runnable task) {
    TASKS.push(task);
  }

  private static synchronized void run() {
    while (!TASKS.isEmpty()) {
      TASKS.pop().run();
    }
  }
}
