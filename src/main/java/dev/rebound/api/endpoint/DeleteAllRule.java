package dev.rebound.api.endpoint;

import dev.rebound.api.wire.Problem;
import dev.rebound.domain.Caller;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** The rule for requests that delete rows without naming their addresses. */
public enum DeleteAllRule {
  ALLOW,
  /** A header has to name the account. */
  CONFIRM,
  FORBID;

  private static final String HEADER = "X-Rebound-Confirm";
  private static final Problem UNCONFIRMED =
      Problem.ofField(HEADER, "must be the name of the account whose list is emptied");
  private static final Problem FORBIDDEN = Problem.of(403, "emptying a list is forbidden");

  /** Returns the problem of a request that this rule refuses. */
  public Optional<Problem> refusal(RoutingContext context, Caller caller) {
    return switch (this) {
      case ALLOW -> Optional.empty();
      case CONFIRM -> isConfirmed(context, caller) ? Optional.empty() : Optional.of(UNCONFIRMED);
      case FORBID -> Optional.of(FORBIDDEN);
    };
  }

  private static boolean isConfirmed(RoutingContext context, Caller caller) {
    return context.request().headers().getAll(HEADER).equals(List.of(caller.account().name()));
  }
}
