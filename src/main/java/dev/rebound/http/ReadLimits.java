package dev.rebound.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The longest times that a connection may take to send.
 *
 * @param head from the first byte of a request, or from the start of the connection, to the end of
 *     the head
 * @param body from the end of the head to the end of the body, plus the time that the received
 *     bytes take at the least rate
 * @param bodyBytesPerSecond the least rate of a body, 1 or more
 * @param idle from a response to the next request
 */
public record ReadLimits(Duration head, Duration body, int bodyBytesPerSecond, Duration idle) {
  private static final long NANOS_A_SECOND = TimeUnit.SECONDS.toNanos(1);

  /**
   * Returns the time for a body in nanoseconds.
   *
   * @param received bytes so far; a body of exabytes, which would overflow, is not sent
   */
  long bodyNanos(long received) {
    return body.toNanos() + received / bodyBytesPerSecond * NANOS_A_SECOND;
  }
}
