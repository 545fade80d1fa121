package dev.rebound.api.wire;

import dev.rebound.domain.Bounce;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** A bare array of bounces (contract, 3.1.1) that is made part by part. Good for one answer. */
public final class BounceArray {
  private boolean isOpen;
  private boolean hasRows;

  /** More of its rows, and what opens and closes the array where it begins and ends. */
  public Buffer part(List<Bounce> bounces, boolean isLast) {
    Buffer part = Buffer.buffer(isOpen ? "" : "[");
    if (!bounces.isEmpty()) {
      Buffer array = BounceJson.of(bounces);
      part.appendString(hasRows ? "," : "").appendBuffer(array, 1, array.length() - 2);
    }
    isOpen = true;
    hasRows |= !bounces.isEmpty();
    return isLast ? part.appendString("]") : part;
  }
}
