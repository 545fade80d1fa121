package dev.rebound.api.v3;

import dev.rebound.api.Bodies;
import dev.rebound.api.HttpOptions;
import dev.rebound.api.Resource;
import dev.rebound.api.ShiftedRequest;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Caller;
import dev.rebound.api.wire.Accept;
import dev.rebound.api.wire.Problem;
import dev.rebound.api.wire.Query;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.bus.SingleFlight;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.BounceDeletion;
import dev.rebound.domain.BouncePage;
import dev.rebound.domain.BounceQuery;
import dev.rebound.domain.BounceQuery.Position;
import dev.rebound.domain.Scope;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** The list, and deleting many of it (contract, 3.1 and 3.2). */
public final class BounceListEndpoints {
  /** Of the list; an address below it is one of its rows. */
  public static final String PATH = "/v3/suppression/bounces";

  private final Bus bus;
  private final HttpOptions options;
  private final SingleFlight<BounceQuery, Listed> pages;

  /** A page and its JSON. */
  private record Listed(BouncePage page, ApiResponse answer) {
    private static Listed of(BouncePage page) {
      return new Listed(page, ApiResponse.bounces(page.bounces()));
    }
  }

  public BounceListEndpoints(Bus bus, HttpOptions options) {
    this.bus = bus;
    this.options = options;
    this.pages =
        new SingleFlight<>(query -> bus.ask(Operations.LIST_BOUNCES, query).map(Listed::of));
  }

  public Resource resource() {
    return Resource.at(PATH, PATH + "/")
        .with(HttpMethod.GET, Scope.BOUNCES_READ, this::list)
        .with(HttpMethod.DELETE, Scope.BOUNCES_DELETE, this::delete);
  }

  private Future<ApiResponse> list(HttpServerRequest request, Caller caller) {
    if (options.strictAccept() && !Accept.of(request).allowsJson()) {
      return ApiResponse.ofProblem(Problem.NOT_ACCEPTABLE);
    }
    return Query.read(request)
        .then(query -> ListRequest.read(query, options.listRules()))
        .fold(list -> list(caller, request, list), ApiResponse::ofProblem);
  }

  private Future<ApiResponse> list(Caller caller, HttpServerRequest request, ListRequest list) {
    long shift = request instanceof ShiftedRequest shifted ? shifted.rowShift() : 0;
    return pages
        .ask(list.query(caller.account().id(), shift))
        .map(listed -> answer(url(request), list, listed.page(), listed.answer()));
  }

  /** Links count from the top of the list; a page behind a row does not know how far down it is. */
  private static ApiResponse answer(
      String url, ListRequest list, BouncePage page, ApiResponse answer) {
    List<Bounce> bounces = page.bounces();
    ApiResponse linked =
        list.after().isEmpty() ? answer.withLink(LinkHeader.of(url, list, page)) : answer;
    boolean isFull = bounces.size() == list.page().limit();
    return isFull
        ? linked.withNext(ListCursor.text(Position.of(bounces.get(bounces.size() - 1))))
        : linked;
  }

  private Future<ApiResponse> delete(HttpServerRequest request, Caller caller) {
    return Bodies.read(request)
        .compose(read -> read.fold(body -> delete(request, caller, body), ApiResponse::ofProblem));
  }

  private Future<ApiResponse> delete(HttpServerRequest request, Caller caller, Buffer body) {
    return DeleteRequest.read(request.getHeader("Content-Type"), body)
        .fold(
            selection ->
                bus.ask(
                        Operations.DELETE_BOUNCES,
                        new BounceDeletion(caller.account().id(), selection))
                    .map(ApiResponse.NO_CONTENT),
            ApiResponse::ofProblem);
  }

  private String url(HttpServerRequest request) {
    if (!options.publicUrl().isEmpty()) {
      return options.publicUrl() + PATH;
    }
    // A request of HTTP/1.0 may name no host.
    Object host = request.authority() == null ? request.localAddress() : request.authority();
    return request.scheme() + "://" + host + PATH;
  }
}
