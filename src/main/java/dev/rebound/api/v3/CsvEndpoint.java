package dev.rebound.api.v3;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.ApiResponse.Chunk;
import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.BouncePage;
import dev.rebound.domain.BouncePage.Position;
import dev.rebound.domain.Caller;
import dev.rebound.domain.Page;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /rebound/v1/bounces.csv}: the list as a file in the format of SendGrid's exports,
 * newest first. A page is read when the one before has been written, so that a list of any length
 * holds one page in memory.
 */
public final class CsvEndpoint implements Endpoint {
  private static final String HEADER = "status,reason,email,created\n";
  // The name of SendGrid's export, by which an import knows that the rows are bounces.
  private static final String DISPOSITION = "attachment; filename=\"suppression_bounces.csv\"";

  private final Bus bus;
  private final ListRules rules;

  public CsvEndpoint(Bus bus, ListRules rules) {
    this.bus = bus;
    this.rules = rules;
  }

  @Override
  public Future<ApiResponse> handle(RoutingContext context, Caller caller) {
    return RequestData.query(context)
        .then(query -> CsvRequest.read(query, rules))
        .fold(request -> file(caller.account().id(), request), ApiResponse::ofProblem);
  }

  /** Reads the first page before the response starts, so that a failure still gets its status. */
  Future<ApiResponse> file(long accountId, CsvRequest request) {
    return read(accountId, request, Optional.empty(), Buffer.buffer(HEADER))
        .map(first -> ApiResponse.streamed(200, "text/csv; charset=utf-8", first))
        .map(response -> response.withHeader("Content-Disposition", DISPOSITION));
  }

  private Future<Chunk> read(
      long accountId, CsvRequest request, Optional<Position> after, Buffer start) {
    return bus.ask(Operations.LIST_BOUNCES, request.query(accountId, after))
        .map(
            page -> {
              Buffer bytes = start.appendBuffer(records(page, new CsvCells(request.isSafe())));
              return next(page)
                  .map(
                      last ->
                          Chunk.followedBy(
                              bytes,
                              () -> read(accountId, request, Optional.of(last), Buffer.buffer())))
                  .orElseGet(() -> Chunk.last(bytes));
            });
  }

  /** Returns where the next page starts. Rows that exceed this page's window are among its rows. */
  private static Optional<Position> next(BouncePage page) {
    List<Bounce> rows = page.bounces();
    return page.size() < Page.MAX_LIMIT && page.omitted().isEmpty()
        ? Optional.empty()
        : Optional.of(Position.of(rows.get(rows.size() - 1)));
  }

  private static Buffer records(BouncePage page, CsvCells cells) {
    return CsvCells.records(
        csv ->
            page.bounces()
                .forEach(
                    bounce ->
                        csv.writeRecord(
                            cells.cell(bounce.status()),
                            cells.cell(bounce.reason()),
                            cells.cell(bounce.email()),
                            Long.toString(bounce.created()))));
  }
}
