package dev.rebound.http.write;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rebound.bounce.IngestCounts;
import dev.rebound.bounce.RejectedRow;
import dev.rebound.http.read.FieldError;
import java.io.IOException;
import java.util.List;

/**
 * What became of the rows of one request.
 *
 * @param rejected the first {@value #MAX_REJECTED} rejected rows
 * @param rejections how many there are in all
 * @param fault why the rest was not read, or null when all of it was
 */
public record IngestReport(
    IngestCounts counts, List<RejectedRow> rejected, long rejections, String fault) {
  /**
   * Rows that are described; more are only counted, so that an answer cannot grow with its request.
   */
  public static final int MAX_REJECTED = 1000;

  public IngestReport {
    rejected = List.copyOf(rejected);
  }

  public IngestReport stoppedBy(String message) {
    return new IngestReport(counts, rejected, rejections, message);
  }

  void write(JsonGenerator json) throws IOException {
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
    json.writeEndObject();
  }
}
