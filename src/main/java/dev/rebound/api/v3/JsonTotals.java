package dev.rebound.api.v3;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.wire.JsonBytes;
import dev.rebound.domain.TotalsPage;
import dev.rebound.domain.TotalsPage.DayTotal;
import io.vertx.core.buffer.Buffer;
import java.time.LocalDate;

/**
 * Writes totals as JSON. A page holds whole days, so that each day is one object.
 *
 * @param key of a total's name
 */
record JsonTotals(String key) implements TotalsBody {
  private static final byte[] START = JsonBytes.ascii("{\"result\":[");
  private static final byte[] DATE = JsonBytes.ascii("{\"date\":\"");
  private static final byte[] STATS = JsonBytes.ascii("\",\"stats\":[");
  private static final byte[] COUNT = JsonBytes.ascii("\",\"count\":");
  private static final byte[] END = JsonBytes.ascii("]}");
  // Most totals are shorter, with their share of a day's object.
  private static final int TOTAL_BYTES = 64;

  @Override
  public String contentType() {
    return ApiResponse.JSON;
  }

  @Override
  public Buffer start(TotalsPage page) {
    JsonBytes json = json(page);
    json.add(START);
    return write(json, page, true);
  }

  @Override
  public Buffer goOn(TotalsPage page) {
    return write(json(page), page, false);
  }

  private static JsonBytes json(TotalsPage page) {
    return new JsonBytes(TOTAL_BYTES * (page.totals().size() + 1));
  }

  /**
   * Writes the days of a page.
   *
   * @param isFirst whether no page precedes; each page but the last has a day
   */
  private Buffer write(JsonBytes json, TotalsPage page, boolean isFirst) {
    byte[] name = JsonBytes.ascii("{\"" + key + "\":\"");
    LocalDate day = null;
    for (DayTotal total : page.totals()) {
      if (total.day().equals(day)) {
        json.add(',');
      } else {
        if (day != null) {
          json.add(END);
        }
        if (day != null || !isFirst) {
          json.add(',');
        }
        day = total.day();
        json.add(DATE);
        json.addText(day.toString());
        json.add(STATS);
      }
      json.add(name);
      json.addText(total.name());
      json.add(COUNT);
      json.add(total.count());
      json.add('}');
    }
    if (day != null) {
      json.add(END);
    }
    if (page.next().isEmpty()) {
      json.add(END);
    }
    return json.toBuffer();
  }
}
