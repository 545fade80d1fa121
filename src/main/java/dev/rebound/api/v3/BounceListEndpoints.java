package dev.rebound.api.v3;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.ApiResponse.Chunk;
import dev.rebound.api.endpoint.DeleteAllRule;
import dev.rebound.api.endpoint.LookupParts;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.Accept;
import dev.rebound.api.wire.BounceArray;
import dev.rebound.api.wire.Problem;
import dev.rebound.api.wire.Result;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.bus.SingleFlight;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.BouncePage;
import dev.rebound.domain.Caller;
import dev.rebound.domain.DeletionEntry;
import dev.rebound.domain.EmailAddress;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** Pages of the list, and the deletion of many addresses (contract, 3.1 and 3.2). */
public final class BounceListEndpoints {
  /** The path of the list; an address below it is one of its rows. */
  public static final String PATH = "/v3/suppression/bounces";

  private final Bus bus;
  private final ListRules rules;
  private final boolean strictAccept;
  private final String publicUrl;
  private final DeleteAllRule deleteAll;
  private final SingleFlight<BouncePage.Query, JsonPage> pages;

  /** A page and its JSON, which equal requests share. */
  private record JsonPage(BouncePage page, ApiResponse response) {}

  /**
   * @param strictAccept whether a list request whose Accept header does not allow JSON gets 406
   * @param publicUrl start of the links; empty for the scheme and host of the request
   */
  public BounceListEndpoints(
      Bus bus, ListRules rules, boolean strictAccept, String publicUrl, DeleteAllRule deleteAll) {
    this.bus = bus;
    this.rules = rules;
    this.strictAccept = strictAccept;
    this.publicUrl = publicUrl;
    this.deleteAll = deleteAll;
    this.pages =
        new SingleFlight<>(
            query ->
                bus.ask(Operations.LIST_BOUNCES, query)
                    .map(page -> new JsonPage(page, response(query.accountId(), page))));
  }

  /** Returns the page's rows. The rows that exceed its window follow in parts. */
  private ApiResponse response(long accountId, BouncePage page) {
    if (page.omitted().isEmpty()) {
      return ApiResponse.bounces(page.bounces());
    }
    List<EmailAddress> omitted =
        page.omitted().stream().map(position -> new EmailAddress(position.email())).toList();
    LookupParts rest =
        new LookupParts(
            bus,
            accountId,
            omitted,
            Bounce.Lookup.SMALL_SIZE,
            BounceArray.START.after(page.bounces()));
    Chunk first = Chunk.followedBy(BounceArray.START.part(page.bounces(), false), rest::next);
    return ApiResponse.streamed(200, ApiResponse.JSON, first);
  }

  public Future<ApiResponse> list(RoutingContext context, Caller caller) {
    if (strictAccept && !Accept.of(context.request().headers()).allowsJson()) {
      return ApiResponse.ofProblem(Problem.NOT_ACCEPTABLE);
    }
    return RequestData.query(context)
        .then(query -> ListRequest.read(query, rules))
        .fold(list -> list(context, caller, list), ApiResponse::ofProblem);
  }

  private Future<ApiResponse> list(RoutingContext context, Caller caller, ListRequest list) {
    return pages
        .ask(list.query(caller.account().id(), RequestData.rowShift(context)))
        .map(found -> linked(url(context.request()), list, found.page(), found.response()));
  }

  /** Adds links, which count from the top of the list; a page behind a row has none. */
  private ApiResponse linked(String url, ListRequest list, BouncePage page, ApiResponse response) {
    ApiResponse linked =
        list.after().isEmpty()
            ? response.withHeader("Link", LinkHeader.of(url, list, page, rules.linksNextAtEnd()))
            : response;
    return page.size() == list.page().limit()
        ? linked.withHeader("X-Rebound-Next", ListCursor.text(page.last()))
        : linked;
  }

  public Future<ApiResponse> delete(RoutingContext context, Caller caller) {
    Optional<String> contentType = RequestData.contentType(context);
    Result<MultiMap> query = RequestData.query(context);
    return RequestData.parseBody(
            context, body -> query.then(found -> DeleteRequest.read(contentType, found, body)))
        .compose(
            read ->
                read.fold(selection -> delete(context, caller, selection), ApiResponse::ofProblem));
  }

  private Future<ApiResponse> delete(
      RoutingContext context, Caller caller, Bounce.Deletion.Selection selection) {
    boolean isAll = selection instanceof Bounce.Deletion.All;
    Optional<Problem> refusal = isAll ? deleteAll.refusal(context, caller) : Optional.empty();
    DeletionEntry.Kind kind = isAll ? DeletionEntry.Kind.V3_ALL : DeletionEntry.Kind.V3_ADDRESSES;
    return refusal
        .map(ApiResponse::ofProblem)
        .orElseGet(
            () ->
                bus.ask(
                        Operations.DELETE_BOUNCES,
                        new Bounce.Deletion(
                            caller.account().id(),
                            selection,
                            RequestData.deletionOrigin(context, kind)))
                    .map(ApiResponse.NO_CONTENT));
  }

  private String url(HttpServerRequest request) {
    if (!publicUrl.isEmpty()) {
      return publicUrl + PATH;
    }
    // An HTTP/1.0 request may name no host, and a Host may be empty.
    HostAndPort named = request.authority();
    boolean isNamed = named != null && !named.host().isEmpty();
    return request.scheme() + "://" + (isNamed ? named : request.localAddress()) + PATH;
  }
}
