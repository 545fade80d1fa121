package dev.rebound.api.rebound;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rebound.api.wire.ErrorJson;
import dev.rebound.api.wire.FieldError;
import dev.rebound.domain.IngestCounts;
import dev.rebound.domain.RejectedRow;
import dev.rebound.ingest.RejectedRows;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What became of the rows of one request. The answer does not grow with the request.
 *
 * @param rejected the first of the rejected rows
 * @param rejections how many there are in all
 * @param ignored how many rows of each kind were passed over
 * @param fault why the rest was not read, or null when all of it was
 */
public record IngestReport(
    IngestCounts counts,
    List<RejectedRow> rejected,
    long rejections,
    Map<String, Long> ignored,
    String fault) {

  public static IngestReport of(IngestCounts counts, RejectedRows leftovers) {
    return new IngestReport(
        counts, leftovers.rejected(), leftovers.rejections(), leftovers.ignored(), null);
  }

  public IngestReport stoppedBy(String message) {
    return new IngestReport(counts, rejected, rejections, ignored, message);
  }

  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    if (fault != null) {
      json.writeArrayFieldStart("errors");
      ErrorJson.write(json, new FieldError(null, fault));
      json.writeEndArray();
    }
    json.writeNumberField("added", counts.added());
    json.writeNumberField("updated", counts.updated());
    json.writeNumberField("duplicates", counts.duplicates());
    json.writeArrayFieldStart("rejected");
    for (RejectedRow row : rejected) {
      json.writeStartObject();
      json.writeNumberField("index", row.index());
      json.writeStringField("field", row.field());
      json.writeStringField("message", row.message());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (rejections > rejected.size()) {
      json.writeNumberField("rejected_not_shown", rejections - rejected.size());
    }
    if (!ignored.isEmpty()) {
      json.writeObjectFieldStart("ignored");
      for (Map.Entry<String, Long> kind : ignored.entrySet()) {
        json.writeNumberField(kind.getKey(), kind.getValue());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
