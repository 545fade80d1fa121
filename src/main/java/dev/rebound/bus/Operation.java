package dev.rebound.bus;

import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;

/**
 * An operation that one package requests of another over the event bus.
 *
 * @param <Q> the request, an immutable value
 * @param <R> the reply, an immutable value, never null
 * @param timeout after which a request without a reply fails
 */
public record Operation<Q, R>(String address, Duration timeout) {

  DeliveryOptions options() {
    return new DeliveryOptions()
        .setLocalOnly(true)
        .setCodecName(Bus.VALUE_CODEC)
        .setSendTimeout(timeout.toMillis());
  }
}
