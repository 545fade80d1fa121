package dev.rebound.http;

import dev.rebound.bus.Bus;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * Makes the API's verticles, one an event loop: all of a process share one port and one count of
 * requests.
 */
public final class ApiServer implements Supplier<ServerVerticle> {
  private final Bus bus;
  private final HttpOptions options;
  private final Clock clock;
  private final RateLimit rateLimit;
  private volatile int port;

  public ApiServer(Bus bus, HttpOptions options, Clock clock) {
    this.bus = bus;
    this.options = options;
    this.clock = clock;
    this.rateLimit = new RateLimit(options.requestsPerMinute(), clock);
  }

  @Override
  public ServerVerticle get() {
    Routes routes = new Routes(bus, options, rateLimit, clock);
    return new ServerVerticle(options.host(), options.port(), routes, bound -> port = bound);
  }

  /** The port listened on, once a verticle is deployed; the one asked for unless that was 0. */
  public int port() {
    return port;
  }
}
