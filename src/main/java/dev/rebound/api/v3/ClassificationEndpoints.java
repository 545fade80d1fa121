package dev.rebound.api.v3;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.ApiResponse.Chunk;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.Accept;
import dev.rebound.api.wire.Problem;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.bus.SingleFlight;
import dev.rebound.domain.Caller;
import dev.rebound.domain.Classification;
import dev.rebound.domain.TotalsPage;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Totals by day and class, and the totals of a class by day and domain (contract, 3.5 and 3.6). The
 * documents name the singular paths; clients use the plural ones.
 */
public final class ClassificationEndpoints {
  private static final String PATH = "/classifications/";

  private final Bus bus;
  private final String technicalClass;
  private final boolean strictAccept;
  private final SingleFlight<Totals, ApiResponse> responses;

  /** Totals in a format. Equal requests share the response. */
  private record Totals(TotalsPage.Query query, TotalsBody body) {}

  /**
   * @param technicalClass the name of technical failures in responses
   * @param strictAccept whether a request that accepts neither JSON nor CSV gets 406
   */
  public ClassificationEndpoints(Bus bus, String technicalClass, boolean strictAccept) {
    this.bus = bus;
    this.technicalClass = technicalClass;
    this.strictAccept = strictAccept;
    this.responses = new SingleFlight<>(totals -> response(totals.query(), totals.body()));
  }

  public Future<ApiResponse> byClass(RoutingContext context, Caller caller) {
    return totals(context, caller, Optional.empty());
  }

  public Future<ApiResponse> byDomain(RoutingContext context, Caller caller) {
    String path = context.request().path();
    return TotalsRequest.readClass(path.substring(path.indexOf(PATH) + PATH.length()))
        .fold(
            classification -> totals(context, caller, Optional.of(classification)),
            ApiResponse::ofProblem);
  }

  private Future<ApiResponse> totals(
      RoutingContext context, Caller caller, Optional<Classification> classification) {
    Accept accept = Accept.of(context.request().headers());
    if (strictAccept && !accept.allowsJson() && !accept.prefersCsv()) {
      return ApiResponse.ofProblem(Problem.NOT_ACCEPTABLE);
    }
    return RequestData.query(context)
        .then(TotalsRequest::read)
        .fold(
            request ->
                responses.ask(
                    new Totals(
                        new TotalsPage.Query(caller.account().id(), classification, request.days()),
                        accept.prefersCsv()
                            ? TotalsBody.csv(classification, request.isSafe())
                            : TotalsBody.json(classification))),
            ApiResponse::ofProblem);
  }

  /** Reads the first page before the response starts, so that a failure still gets its status. */
  private Future<ApiResponse> response(TotalsPage.Query query, TotalsBody body) {
    return read(query)
        .map(
            page ->
                ApiResponse.streamed(
                    200, body.contentType(), chunk(query, body, page, body.start(page))));
  }

  private Chunk chunk(TotalsPage.Query query, TotalsBody body, TotalsPage page, Buffer bytes) {
    if (page.next().isEmpty()) {
      return Chunk.last(bytes);
    }
    TotalsPage.Query rest =
        new TotalsPage.Query(
            query.accountId(), query.classification(), query.days().startingAt(page.next().get()));
    return Chunk.followedBy(
        bytes, () -> read(rest).map(next -> chunk(rest, body, next, body.goOn(next))));
  }

  /** Reads a page. Totals by class get the setting's name for technical failures. */
  private Future<TotalsPage> read(TotalsPage.Query query) {
    Future<TotalsPage> page = bus.ask(Operations.TOTALS, query);
    return query.classification().isPresent() ? page : page.map(this::named);
  }

  private TotalsPage named(TotalsPage page) {
    String technical = Classification.TECHNICAL_FAILURE.label();
    return technical.equals(technicalClass)
        ? page
        : new TotalsPage(
            page.totals().stream()
                .map(
                    total ->
                        total.name().equals(technical)
                            ? new TotalsPage.DayTotal(total.day(), technicalClass, total.count())
                            : total)
                .toList(),
            page.next());
  }
}
