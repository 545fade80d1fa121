package dev.rebound.support;

import dev.rebound.bus.Bus;

/** A service that a test calls, wherever it runs. */
interface RunningService extends AutoCloseable {

  /** Where the API listens, without a path. */
  String url();

  /** Where the admin server listens, without a path. */
  String adminUrl();

  /** Asks a store on the service's database. */
  Bus bus();

  @Override
  void close();
}
