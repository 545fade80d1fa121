package dev.rebound.api.wire;

import dev.rebound.domain.Bounce;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * A bare array of bounces (contract, 3.1.1) that is written in parts.
 *
 * @param isOpen whether a part has been written
 * @param hasRows whether a row has been written
 */
public record BounceArray(boolean isOpen, boolean hasRows) {
  public static final BounceArray START = new BounceArray(false, false);

  /** Returns the next part; the first opens the array, and the last closes it. */
  public Buffer part(List<Bounce> bounces, boolean isLast) {
    Buffer part = Buffer.buffer(isOpen ? "" : "[");
    if (!bounces.isEmpty()) {
      Buffer array = BounceJson.of(bounces);
      part.appendString(hasRows ? "," : "").appendBuffer(array, 1, array.length() - 2);
    }
    return isLast ? part.appendString("]") : part;
  }

  /** Returns the array after a part with these rows. */
  public BounceArray after(List<Bounce> bounces) {
    return new BounceArray(true, hasRows || !bounces.isEmpty());
  }
}
