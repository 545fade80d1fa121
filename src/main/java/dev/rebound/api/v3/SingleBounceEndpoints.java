package dev.rebound.api.v3;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.PathText;
import dev.rebound.api.wire.Problem;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Lookups;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Bounce;
import dev.rebound.domain.Caller;
import dev.rebound.domain.DeletionEntry;
import dev.rebound.domain.EmailAddress;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** Looks up one address, and takes it off the list (contract, 3.3 and 3.4). */
public final class SingleBounceEndpoints {
  private static final String PREFIX = BounceListEndpoints.PATH + "/";

  private final Bus bus;
  private final Lookups lookups;

  public SingleBounceEndpoints(Bus bus) {
    this.bus = bus;
    this.lookups = new Lookups(bus);
  }

  /** Responds with an array of one bounce or none. */
  public Future<ApiResponse> find(RoutingContext context, Caller caller) {
    Optional<EmailAddress> email = email(context);
    if (email.isEmpty()) {
      return Future.succeededFuture(ApiResponse.bounces(List.of()));
    }
    return lookups
        .find(caller.account().id(), email.get())
        .map(bounce -> ApiResponse.bounces(bounce.stream().toList()));
  }

  public Future<ApiResponse> delete(RoutingContext context, Caller caller) {
    Optional<EmailAddress> email = email(context);
    if (email.isEmpty()) {
      return ApiResponse.ofProblem(Problem.NOT_FOUND);
    }
    Bounce.Deletion deletion =
        new Bounce.Deletion(
            caller.account().id(),
            new Bounce.Deletion.Addresses(List.of(email.get())),
            RequestData.deletionOrigin(context, DeletionEntry.Kind.V3_ADDRESS));
    return bus.ask(Operations.DELETE_BOUNCES, deletion)
        .map(
            deleted ->
                deleted == 0 ? ApiResponse.problem(Problem.NOT_FOUND) : ApiResponse.NO_CONTENT);
  }

  private static Optional<EmailAddress> email(RoutingContext context) {
    return PathText.email(context.request().path().substring(PREFIX.length()));
  }
}
