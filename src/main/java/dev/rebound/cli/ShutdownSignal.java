package dev.rebound.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops a long-running command on SIGTERM or Ctrl-C: interrupts its thread, then keeps the process
 * alive until the command has closed its resources.
 */
final class ShutdownSignal {
  private static final int MAX_WAIT_SECONDS = 30;

  private final Thread command = Thread.currentThread();
  private final CountDownLatch completed = new CountDownLatch(1);

  private volatile boolean isReceived;

  private ShutdownSignal() {}

  /** Watches for the signal on behalf of the calling thread, until {@link #complete}. */
  static ShutdownSignal watch() {
    ShutdownSignal signal = new ShutdownSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::stop, "stop"));
    return signal;
  }

  private void stop() {
    isReceived = true;
    command.interrupt();
    try {
      if (!completed.await(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
        System.err.printf("rebound: not stopped within %d seconds%n", MAX_WAIT_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether the process is to end. Interrupted work may then fail with any exception. */
  boolean isReceived() {
    return isReceived;
  }

  /** Lets the process end, once all resources are closed. */
  void complete() {
    completed.countDown();
  }
}
