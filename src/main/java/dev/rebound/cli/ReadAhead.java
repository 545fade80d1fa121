package dev.rebound.cli;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Reads inputs on all cores, a few ahead of the next one, and returns them in their order. */
final class ReadAhead<I, O> implements AutoCloseable {
  private static final int AHEAD_OF_EACH_CORE = 8;

  private final Iterator<I> inputs;
  private final Function<I, O> read;
  private final Queue<Future<O>> ahead = new ArrayDeque<>();
  private final int maxAhead;
  private final ExecutorService threads;

  /**
   * @param read runs on any thread
   */
  ReadAhead(List<I> inputs, Function<I, O> read) {
    int cores = Runtime.getRuntime().availableProcessors();
    this.inputs = inputs.iterator();
    this.read = read;
    this.maxAhead = AHEAD_OF_EACH_CORE * cores;
    this.threads = Executors.newFixedThreadPool(cores);
  }

  /** Waits for the next input and returns what was read. To be called once for each input. */
  O next() {
    while (ahead.size() < maxAhead && inputs.hasNext()) {
      I input = inputs.next();
      ahead.add(threads.submit(() -> read.apply(input)));
    }
    try {
      return ahead.remove().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
