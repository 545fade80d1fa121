package dev.rebound.api.wire;

import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceColumns;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * Writes a bare array of bounces, keys in alphabetical order (contract, 3.1.1). Pages are most of
 * the service's output, so that it assembles them from bytes.
 */
public final class BounceJson {
  private static final byte[] CREATED = JsonBytes.ascii("{\"created\":");
  private static final byte[] EMAIL = JsonBytes.ascii(",\"email\":\"");
  private static final byte[] REASON = JsonBytes.ascii("\",\"reason\":\"");
  private static final byte[] STATUS = JsonBytes.ascii("\",\"status\":\"");
  private static final byte[] END = JsonBytes.ascii("\"}");
  // Before the field of each column.
  private static final byte[][] NAMES = {CREATED, EMAIL, REASON, STATUS};
  // The bytes that a row has besides its fields, unless they need escapes.
  private static final int ADDED_BYTES = 45;
  // Most rows are shorter.
  private static final int ROW_BYTES = 256;

  private BounceJson() {}

  public static Buffer of(List<Bounce> bounces) {
    if (bounces instanceof BounceColumns columns) {
      return of(columns);
    }
    JsonBytes json = new JsonBytes(ROW_BYTES * (bounces.size() + 1));
    json.add('[');
    for (int i = 0; i < bounces.size(); i++) {
      if (i > 0) {
        json.add(',');
      }
      write(json, bounces.get(i));
    }
    json.add(']');
    return json.toBuffer();
  }

  private static Buffer of(BounceColumns bounces) {
    List<BounceColumns.Column> columns = bounces.columns();
    int bytes = columns.stream().mapToInt(column -> column.utf8().length).sum();
    JsonBytes json = new JsonBytes(bytes + ADDED_BYTES * (bounces.size() + 1));
    json.add('[');
    for (int row = 0; row < bounces.size(); row++) {
      if (row > 0) {
        json.add(',');
      }
      for (int i = 0; i < NAMES.length; i++) {
        json.add(NAMES[i]);
        json.addText(columns.get(i).utf8(), columns.get(i).start(row), columns.get(i).end(row));
      }
      json.add(END);
    }
    json.add(']');
    return json.toBuffer();
  }

  private static void write(JsonBytes json, Bounce bounce) {
    json.add(CREATED);
    json.add(bounce.created());
    json.add(EMAIL);
    json.addText(bounce.email());
    json.add(REASON);
    json.addText(bounce.reason());
    json.add(STATUS);
    json.addText(bounce.status());
    json.add(END);
  }
}
