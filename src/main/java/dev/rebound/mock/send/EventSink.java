package dev.rebound.mock.send;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** Receives the events of sent messages. Called from any event loop. */
public interface EventSink {
  /** Returns whether an account has a target for events. */
  boolean isWanted(long accountId);

  /** Takes events, in their order. */
  void take(long accountId, List<JsonObject> events);
}
