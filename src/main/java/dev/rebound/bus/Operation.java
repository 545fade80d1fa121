package dev.rebound.bus;

import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;

/**
 * Something that one room asks of another.
 *
 * @param <Q> the question, an immutable value
 * @param <R> the answer, an immutable value, never null
 * @param timeout after which the one who asked is told that there is no answer
 */
public record Operation<Q, R>(String address, Duration timeout) {

  DeliveryOptions options() {
    return new DeliveryOptions()
        .setLocalOnly(true)
        .setCodecName(ValueCodec.NAME)
        .setSendTimeout(timeout.toMillis());
  }
}
