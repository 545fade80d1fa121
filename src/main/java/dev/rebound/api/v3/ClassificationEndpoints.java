package dev.rebound.api.v3;

import dev.rebound.api.Resource;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.BodyStream;
import dev.rebound.api.endpoint.Caller;
import dev.rebound.api.wire.Accept;
import dev.rebound.api.wire.Problem;
import dev.rebound.api.wire.Query;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Classification;
import dev.rebound.domain.DayRange;
import dev.rebound.domain.Scope;
import dev.rebound.domain.TotalsPage;
import dev.rebound.domain.TotalsQuery;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/**
 * Totals by day and class, and those of a class by day and domain (contract, 3.5 and 3.6). The
 * documents name the singular paths; the plural ones are those that clients really use.
 */
public final class ClassificationEndpoints {
  private static final String SINGULAR = "/v3/suppression/bounces/classifications";
  private static final String PLURAL = "/v3/suppressions/bounces/classifications";

  private final Bus bus;
  private final boolean strictAccept;

  /**
   * @param strictAccept whether a request that takes neither JSON nor CSV is refused
   */
  public ClassificationEndpoints(Bus bus, boolean strictAccept) {
    this.bus = bus;
    this.strictAccept = strictAccept;
  }

  public List<Resource> resources() {
    return List.of(
        Resource.at(SINGULAR, SINGULAR + "/", PLURAL, PLURAL + "/")
            .with(HttpMethod.GET, Scope.BOUNCES_READ, this::byClass),
        Resource.below("classification", SINGULAR + "/", PLURAL + "/")
            .with(HttpMethod.GET, Scope.BOUNCES_READ, this::byDomain));
  }

  private Future<ApiResponse> byClass(HttpServerRequest request, Caller caller) {
    return answer(request, caller, null);
  }

  private Future<ApiResponse> byDomain(HttpServerRequest request, Caller caller) {
    String path = request.path();
    String name = path.substring(path.indexOf("/classifications/") + "/classifications/".length());
    return TotalsRequest.readClass(name)
        .fold(classification -> answer(request, caller, classification), ApiResponse::ofProblem);
  }

  private Future<ApiResponse> answer(
      HttpServerRequest request, Caller caller, Classification classification) {
    Accept accept = Accept.of(request);
    if (strictAccept && !accept.allowsJson() && !accept.prefersCsv()) {
      return ApiResponse.ofProblem(Problem.NOT_ACCEPTABLE);
    }
    TotalsBody body =
        accept.prefersCsv() ? TotalsBody.csv(classification) : TotalsBody.json(classification);
    return Query.read(request)
        .then(TotalsRequest::read)
        .fold(
            days -> answer(new TotalsQuery(caller.account().id(), classification, days), body),
            ApiResponse::ofProblem);
  }

  /** The first page is at hand before the answer starts, so that a failure can still be told. */
  private Future<ApiResponse> answer(TotalsQuery query, TotalsBody body) {
    return bus.ask(Operations.TOTALS, query)
        .map(
            page ->
                new ApiResponse(
                    200,
                    body.contentType(),
                    body.start(page),
                    null,
                    null,
                    rest(query, body, page)));
  }

  private BodyStream rest(TotalsQuery query, TotalsBody body, TotalsPage page) {
    return page.next()
        .map(
            day -> {
              DayRange days = query.days().startingAt(day);
              TotalsQuery rest = new TotalsQuery(query.accountId(), query.classification(), days);
              return (BodyStream)
                  () ->
                      bus.ask(Operations.TOTALS, rest)
                          .map(
                              next ->
                                  new BodyStream.Chunk(body.goOn(next), rest(rest, body, next)));
            })
        .orElse(null);
  }
}
