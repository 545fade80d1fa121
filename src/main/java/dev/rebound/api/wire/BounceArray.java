package dev.rebound.api.wire;

import dev.rebound.domain.Bounce;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Writes a bare array of bounces (contract, 3.1.1) part by part, for one response. */
public final class BounceArray {
  private boolean isOpen;
  private boolean hasRows;

  /** Writes more rows, opens the array before the first part and closes it behind the last. */
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
