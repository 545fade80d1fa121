package dev.rebound.api.rebound;

import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.Endpoint;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.api.wire.JsonObjectBody;
import dev.rebound.api.wire.Parameters;
import dev.rebound.api.wire.Problem;
import dev.rebound.api.wire.Result;
import dev.rebound.bus.Bus;
import dev.rebound.bus.Operations;
import dev.rebound.domain.Caller;
import dev.rebound.domain.DeletionEntry;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.Erasure;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;

/**
 * {@code POST /rebound/v1/erase} with {@code {"email":"…"}}: erases an address from the account and
 * all accounts below it. With {@code "keep_blocked":true}, lists that have it still block it.
 */
public final class EraseEndpoint implements Endpoint {
  /** Bytes of a body; a longer one gets 413. */
  public static final int MAX_LENGTH = 1 << 14;

  private static final String EMAIL = "email";
  private static final String KEEP_BLOCKED = "keep_blocked";

  private final Bus bus;
  private final boolean canKeepBlocked;

  /** What to erase. */
  private record Body(EmailAddress email, boolean keepsBlocked) {}

  /**
   * @param canKeepBlocked whether the service has the key of the hashes
   */
  public EraseEndpoint(Bus bus, boolean canKeepBlocked) {
    this.bus = bus;
    this.canKeepBlocked = canKeepBlocked;
  }

  @Override
  public Future<ApiResponse> handle(RoutingContext context, Caller caller) {
    return RequestData.query(context)
        .then(EraseEndpoint::requireNone)
        .then(
            none ->
                JsonObjectBody.read(RequestData.contentType(context), RequestData.body(context)))
        .then(this::read)
        .fold(body -> erase(context, caller, body), ApiResponse::ofProblem);
  }

  // A parameter might have been meant to narrow the erasure, or to keep the address blocked.
  private static Result<MultiMap> requireNone(MultiMap query) {
    Parameters parameters = new Parameters(query);
    parameters.refuseOthers("does not apply to an erasure");
    return parameters.finish(() -> query);
  }

  private Future<ApiResponse> erase(RoutingContext context, Caller caller, Body body) {
    DeletionEntry.Origin origin = RequestData.deletionOrigin(context, DeletionEntry.Kind.ERASE);
    Erasure erasure = new Erasure(caller.account().id(), body.email(), body.keepsBlocked(), origin);
    return bus.ask(Operations.ERASE, erasure).map(erased -> response(erased, body.keepsBlocked()));
  }

  private static ApiResponse response(Erasure.Result erased, boolean keepsBlocked) {
    return ApiResponse.object(
        200,
        json -> {
          json.writeNumberField("accounts", erased.accounts());
          json.writeNumberField("rows", erased.rows());
          json.writeNumberField("events", erased.events());
          if (keepsBlocked) {
            json.writeNumberField("kept", erased.kept());
          }
        });
  }

  private Result<Body> read(JsonObject json) {
    Optional<EmailAddress> email =
        json.getValue(EMAIL) instanceof String text ? EmailAddress.parse(text) : Optional.empty();
    // Another member might have been meant to narrow the erasure.
    if (email.isEmpty() || !Set.of(EMAIL, KEEP_BLOCKED).containsAll(json.fieldNames())) {
      return new Result.Invalid<>(
          Problem.ofField(EMAIL, "must be an email address, and the only member"));
    }
    if (!(json.getValue(KEEP_BLOCKED, false) instanceof Boolean keepsBlocked)) {
      return new Result.Invalid<>(Problem.ofField(KEEP_BLOCKED, "must be true or false"));
    }
    return keepsBlocked && !canKeepBlocked
        ? new Result.Invalid<>(
            Problem.ofField(KEEP_BLOCKED, "needs the service's setting REBOUND_ERASE_KEY"))
        : new Result.Valid<>(new Body(email.get(), keepsBlocked));
  }
}
