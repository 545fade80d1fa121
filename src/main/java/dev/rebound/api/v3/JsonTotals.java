package dev.rebound.api.v3;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.wire.JsonBody;
import dev.rebound.domain.TotalsPage;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.LocalDate;

/** Writes totals as JSON. A page holds whole days, so that each day is one object. */
final class JsonTotals implements TotalsBody {
  private final String key;
  private boolean isFirstDay = true;

  JsonTotals(String key) {
    this.key = key;
  }

  @Override
  public String contentType() {
    return ApiResponse.JSON;
  }

  @Override
  public Buffer start(TotalsPage page) {
    return Buffer.buffer("{\"result\":[").appendBuffer(goOn(page));
  }

  @Override
  public Buffer goOn(TotalsPage page) {
    Buffer days = Buffer.buffer();
    int from = 0;
    while (from < page.totals().size()) {
      int to = endOfDay(page, from);
      if (!isFirstDay) {
        days.appendByte((byte) ',');
      }
      isFirstDay = false;
      days.appendBuffer(day(page, from, to));
      from = to;
    }
    return page.next().isEmpty() ? days.appendString("]}") : days;
  }

  private static int endOfDay(TotalsPage page, int from) {
    LocalDate day = page.totals().get(from).day();
    int to = from;
    while (to < page.totals().size() && page.totals().get(to).day().equals(day)) {
      to++;
    }
    return to;
  }

  private Buffer day(TotalsPage page, int from, int to) {
    return JsonBody.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("date", page.totals().get(from).day().toString());
          json.writeArrayFieldStart("stats");
          for (TotalsPage.DayTotal total : page.totals().subList(from, to)) {
            write(json, total);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private void write(JsonGenerator json, TotalsPage.DayTotal total) throws IOException {
    json.writeStartObject();
    json.writeStringField(key, total.name());
    json.writeNumberField("count", total.count());
    json.writeEndObject();
  }
}
