package dev.rebound.api.rebound;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.domain.HistoryEvent;
import dev.rebound.domain.HistoryQuery.Position;
import java.io.IOException;
import java.util.List;

/** The history of an address: {@code {"result":[…],"next":…}}. */
public final class HistoryBody {
  private HistoryBody() {}

  /**
   * @param events one more than {@code limit} when there is a next page
   */
  public static ApiResponse of(List<HistoryEvent> events, int limit) {
    boolean isMore = events.size() > limit;
    List<HistoryEvent> shown = isMore ? events.subList(0, limit) : events;
    return ApiResponse.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("result");
          for (HistoryEvent event : shown) {
            write(json, event);
          }
          json.writeEndArray();
          json.writeStringField("next", isMore ? position(shown.get(limit - 1)) : null);
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, HistoryEvent event) throws IOException {
    json.writeStartObject();
    json.writeNumberField("created", event.occurredAt());
    json.writeStringField("type", event.type());
    json.writeStringField("status", event.status());
    json.writeStringField("reason", event.reason());
    json.writeStringField("classification", event.classification());
    json.writeStringField("rule", event.rule());
    json.writeStringField("source", event.source());
    json.writeEndObject();
  }

  private static String position(HistoryEvent event) {
    return HistoryRequest.text(new Position(event.occurredAt(), event.fingerprint()));
  }
}
