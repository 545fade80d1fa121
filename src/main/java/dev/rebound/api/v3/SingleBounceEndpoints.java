package dev.rebound.api.v3;

import dev.rebound.api.Resource;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Caller;
import dev.rebound.api.wire.PathEmail;
import dev.rebound.api.wire.Problem;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Lookups;
import dev.rebound.bus.Operations;
import dev.rebound.domain.BounceDeletion;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.Scope;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/** One address: is it on the list, and take it off (contract, 3.3 and 3.4). */
public final class SingleBounceEndpoints {
  private static final String PREFIX = "/v3/suppression/bounces/";

  private final Bus bus;
  private final Lookups lookups;

  public SingleBounceEndpoints(Bus bus) {
    this.bus = bus;
    this.lookups = new Lookups(bus);
  }

  public Resource resource() {
    return Resource.below("email", PREFIX)
        .with(HttpMethod.GET, Scope.BOUNCES_READ, this::find)
        .with(HttpMethod.DELETE, Scope.BOUNCES_DELETE, this::delete);
  }

  private Future<ApiResponse> find(HttpServerRequest request, Caller caller) {
    Optional<EmailAddress> email = email(request);
    if (email.isEmpty()) {
      return Future.succeededFuture(ApiResponse.bounces(List.of()));
    }
    return lookups
        .find(caller.account().id(), email.get())
        .map(bounce -> ApiResponse.bounces(bounce.stream().toList()));
  }

  private Future<ApiResponse> delete(HttpServerRequest request, Caller caller) {
    Optional<EmailAddress> email = email(request);
    if (email.isEmpty()) {
      return ApiResponse.ofProblem(Problem.NOT_FOUND);
    }
    BounceDeletion deletion =
        new BounceDeletion(
            caller.account().id(), new BounceDeletion.Addresses(List.of(email.get())));
    return bus.ask(Operations.DELETE_BOUNCES, deletion)
        .map(
            deleted ->
                deleted == 0 ? ApiResponse.problem(Problem.NOT_FOUND) : ApiResponse.NO_CONTENT);
  }

  private static Optional<EmailAddress> email(HttpServerRequest request) {
    return PathEmail.read(request.path().substring(PREFIX.length()));
  }
}
