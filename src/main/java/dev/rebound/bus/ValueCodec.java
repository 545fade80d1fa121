package dev.rebound.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Passes immutable values by reference between the verticles of one process. */
final class ValueCodec implements MessageCodec<Object, Object> {
  static final String NAME = "value";

  @Override
  public Object transform(Object value) {
    return value;
  }

  @Override
  public void encodeToWire(Buffer buffer, Object value) {
    throw new UnsupportedOperationException("the bus stays within one process");
  }

  @Override
  public Object decodeFromWire(int position, Buffer buffer) {
    throw new UnsupportedOperationException("the bus stays within one process");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
