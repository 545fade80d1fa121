package dev.rebound.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command that runs on and on be stopped (SIGTERM or Ctrl-C) wherever it waits: its thread
 * is interrupted, and the process stays until it has closed what it opened.
 */
final class ShutdownSignal {
  private static final int PATIENCE_SECONDS = 30;

  private final Thread running = Thread.currentThread();
  private final CountDownLatch over = new CountDownLatch(1);

  private volatile boolean isAsked;

  private ShutdownSignal() {}

  /** For the calling thread, from now until it calls {@link #release}. */
  static ShutdownSignal watch() {
    ShutdownSignal ending = new ShutdownSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(ending::stop, "stop"));
    return ending;
  }

  private void stop() {
    isAsked = true;
    running.interrupt();
    try {
      if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("rebound: stopped in the middle");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether somebody wants the process to end: then what was interrupted may fail in any way. */
  boolean isAsked() {
    return isAsked;
  }

  /** Tells that everything is closed. */
  void release() {
    over.countDown();
  }
}
