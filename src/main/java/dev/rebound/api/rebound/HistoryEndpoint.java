package dev.rebound.api.rebound;

import dev.rebound.api.Resource;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Caller;
import dev.rebound.api.wire.PathEmail;
import dev.rebound.api.wire.Query;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.HistoryQuery;
import dev.rebound.domain.Scope;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /rebound/v1/bounces/{email}/history}: why is this address on the list? Every event
 * that was told about it, newest first, also when it is no longer on the list.
 */
public final class HistoryEndpoint {
  private static final String PREFIX = "/rebound/v1/bounces/";
  private static final String SUFFIX = "/history";

  private final Bus bus;

  public HistoryEndpoint(Bus bus) {
    this.bus = bus;
  }

  public Resource resource() {
    return Resource.between(PREFIX, "email", SUFFIX)
        .with(HttpMethod.GET, Scope.BOUNCES_READ, this::history);
  }

  private Future<ApiResponse> history(HttpServerRequest request, Caller caller) {
    Optional<EmailAddress> email = email(request.path());
    return Query.read(request)
        .then(HistoryRequest::read)
        .fold(
            page ->
                email.isEmpty()
                    ? Future.succeededFuture(HistoryBody.of(List.of(), page.limit()))
                    : history(caller, email.get(), page),
            ApiResponse::ofProblem);
  }

  // The slash of the start may be that of the end: then there is nothing between them.
  private static Optional<EmailAddress> email(String path) {
    int end = path.length() - SUFFIX.length();
    return end < PREFIX.length()
        ? Optional.empty()
        : PathEmail.read(path.substring(PREFIX.length(), end));
  }

  private Future<ApiResponse> history(Caller caller, EmailAddress email, HistoryRequest page) {
    // One more than is shown, to know whether there is a next page.
    HistoryQuery query =
        new HistoryQuery(caller.account().id(), email, page.before(), page.limit() + 1);
    return bus.ask(Operations.HISTORY, query).map(events -> HistoryBody.of(events, page.limit()));
  }
}
