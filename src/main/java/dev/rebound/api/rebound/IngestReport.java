package dev.rebound.api.rebound;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.wire.ErrorJson;
import dev.rebound.api.wire.JsonBody;
import dev.rebound.api.wire.Problem.FieldError;
import dev.rebound.domain.EventBatch;
import dev.rebound.domain.RejectedRow;
import dev.rebound.ingest.RejectedRows;
import dev.rebound.ingest.UnreadableInputException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The result of one request's rows. Its size does not grow with the request.
 *
 * @param rejected the first of the rejected rows
 * @param rejections number of all rejected rows
 * @param ignored number of ignored rows of each kind
 * @param detail of an import
 * @param fault the error because of which the rest was not read; empty when all was
 */
record IngestReport(
    EventBatch.Counts counts,
    List<RejectedRow> rejected,
    long rejections,
    Map<String, Long> ignored,
    Optional<ImportDetail> detail,
    Optional<FieldError> fault) {

  static IngestReport of(EventBatch.Counts counts, RejectedRows rows) {
    return new IngestReport(
        counts,
        rows.rejected(),
        rows.rejections(),
        rows.ignored(),
        Optional.empty(),
        Optional.empty());
  }

  IngestReport with(ImportDetail more) {
    return new IngestReport(counts, rejected, rejections, ignored, Optional.of(more), fault);
  }

  IngestReport stoppedBy(UnreadableInputException cause) {
    FieldError error = new FieldError(cause.option(), cause.getMessage());
    return new IngestReport(counts, rejected, rejections, ignored, detail, Optional.of(error));
  }

  ApiResponse response(int status) {
    return ApiResponse.object(status, this::write);
  }

  private void write(JsonGenerator json) throws IOException {
    if (fault.isPresent()) {
      ErrorJson.writeErrors(json, List.of(fault.get()));
    }
    if (detail.isPresent()) {
      detail.get().write(json);
    }
    json.writeNumberField("added", counts.added());
    json.writeNumberField("updated", counts.updated());
    json.writeNumberField("duplicates", counts.duplicates());
    JsonBody.writeObjects(json, "rejected", rejected, IngestReport::write);
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
  }

  private static void write(JsonGenerator json, RejectedRow row) throws IOException {
    json.writeNumberField("index", row.index());
    json.writeStringField("field", row.field().orElse(null));
    json.writeStringField("message", row.message());
    if (row.line().isPresent()) {
      json.writeNumberField("line", row.line().getAsLong());
    }
  }
}
