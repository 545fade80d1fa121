package dev.rebound.support;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A row of the list as it stands on the wire. Posted to the way in, the same text tells the bounce
 * that makes it.
 */
public record BounceRow(long created, String email, String reason, String status) {

  /** A row that says no more than who and when. */
  public static BounceRow at(long created, String email) {
    return new BounceRow(created, email, "", "");
  }

  public BounceRow because(String newReason, String newStatus) {
    return new BounceRow(created, email, newReason, newStatus);
  }

  /** Compact, keys in alphabetical order. */
  public String json() {
    return new JsonObject()
        .put("created", created)
        .put("email", email)
        .put("reason", reason)
        .put("status", status)
        .encode();
  }

  /** The whole body of a list. */
  public static String array(BounceRow... rows) {
    return Arrays.stream(rows).map(BounceRow::json).collect(Collectors.joining(",", "[", "]"));
  }
}
