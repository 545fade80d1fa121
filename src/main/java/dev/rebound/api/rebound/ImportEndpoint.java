package dev.rebound.api.rebound;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.bus.Bus;
import dev.rebound.bus.EventPreview;
import dev.rebound.bus.EventSender;
import dev.rebound.bus.EventSink;
import dev.rebound.domain.Caller;
import dev.rebound.domain.EventBatch;
import dev.rebound.ingest.PackedRows;
import dev.rebound.ingest.Row;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.ingest.RowReader;
import dev.rebound.ingest.format.DetectedRows;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * {@code POST /rebound/v1/import}: ingests a file of any format and length that {@code rebound
 * import} reads, with or without gzip or zstd. With {@code preview=true} it stores nothing and
 * reports what it would store.
 */
public final class ImportEndpoint implements Endpoint {
  /** The events of a preview that are compared with the list. */
  static final int MAX_COMPARED = 10_000;

  private final Bus bus;
  private final RowDefaults defaults;
  private final IngestMeters meters;

  public ImportEndpoint(Bus bus, RowDefaults defaults, IngestMeters meters) {
    this.bus = bus;
    this.defaults = defaults;
    this.meters = meters;
  }

  @Override
  public Future<ApiResponse> handle(RoutingContext context, Caller caller) {
    return RequestData.query(context)
        .then(ImportRequest::read)
        .fold(
            request -> {
              Run run = new Run(request.rows(defaults), request.isPreview());
              return IngestStream.read(
                  context,
                  run.reader(context),
                  reader -> run.pipeline(reader, caller.account().id()));
            },
            ApiResponse::ofProblem);
  }

  /** One import. */
  private final class Run {
    private final DetectedRows rows;
    private final boolean isPreview;
    private long events;
    private long others;

    Run(DetectedRows rows, boolean isPreview) {
      this.rows = rows;
      this.isPreview = isPreview;
    }

    // A bomb within a bomb would unpack without back-pressure.
    RowReader reader(RoutingContext context) {
      return IngestStream.isPlain(context) ? new PackedRows(rows) : rows;
    }

    IngestPipeline pipeline(RowReader reader, long accountId) {
      EventSink sink =
          isPreview
              ? new EventPreview(bus, accountId, MAX_COMPARED, (outcome, event) -> {})
              : new EventSender(bus, accountId, EventBatch.Source.IMPORT);
      Consumer<Row> meter =
          isPreview
              ? this::count
              : row -> {
                count(row);
                meters.count(row);
              };
      return new IngestPipeline(reader, sink, meter, report -> report.with(detail()));
    }

    private void count(Row row) {
      if (row instanceof Row.Event) {
        events++;
      } else {
        others++;
      }
    }

    private ImportDetail detail() {
      OptionalLong compared =
          isPreview ? OptionalLong.of(Math.min(events, MAX_COMPARED)) : OptionalLong.empty();
      return new ImportDetail(rows.format(), rows.columns(), events + others, compared);
    }
  }
}
