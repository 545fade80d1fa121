package dev.rebound.mock.fault;

import dev.rebound.api.Interceptor;
import dev.rebound.api.Responder;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.api.endpoint.RequestData;
import dev.rebound.domain.Account;
import dev.rebound.mock.Controls;
import dev.rebound.mock.RuleControl;
import dev.rebound.mock.record.Journal;
import dev.rebound.mock.record.Recording;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Records every request, and carries out the fault rules. {@code PUT /mock/faults} replaces all
 * rules and restarts their counts, {@code GET} returns the rules with their counts, {@code DELETE}
 * removes them.
 */
public final class FaultInterceptor implements Interceptor {
  private static final String PATH = "/mock/faults";
  private static final String INTERCEPTED = "rebound.mock.intercepted";

  private final Journal journal;
  private final Clock clock;
  private final RuleControl<FaultRules> rules =
      new RuleControl<>(
          PATH,
          new FaultRules(List.of()),
          array -> new FaultRules(FaultRuleReader.read(array)),
          FaultRules::json);

  /** The mock's data of a request: its record, and the rule that was chosen for it. */
  private record Intercepted(Recording recording, FaultRules rules, FaultRules.Choice choice) {}

  public FaultInterceptor(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  public List<Controls.Mount> mounts() {
    return rules.mounts();
  }

  @Override
  public Handler<RoutingContext> before(
      Function<RoutingContext, Future<Optional<Account>>> account, Responder responder) {
    return context -> intercept(context, account, responder);
  }

  private void intercept(
      RoutingContext context,
      Function<RoutingContext, Future<Optional<Account>>> accounts,
      Responder responder) {
    context.request().pause();
    Instant now = clock.instant();
    Recording recording = journal.add(context.request(), now);
    // Also records a body that no endpoint reads.
    context.request().handler(recording::received);
    RequestData.setBodyListener(context, recording::received);
    FaultRules inForce = rules.inForce();
    Future<Optional<Account>> account =
        account(context, accounts)
            .onSuccess(known -> known.ifPresent(found -> recording.about(found.name())));
    // The record can wait for the account's name; the request waits only where a rule needs it.
    (inForce.needAccount() ? account : Future.succeededFuture(Optional.<Account>empty()))
        .map(known -> inForce.choose(context.request(), known, now))
        .onSuccess(
            choice -> {
              context.put(INTERCEPTED, new Intercepted(recording, inForce, choice));
              pass(context, recording, choice, responder);
            })
        .onFailure(context::fail);
  }

  // Authentication reports a store that is away.
  private static Future<Optional<Account>> account(
      RoutingContext context, Function<RoutingContext, Future<Optional<Account>>> accounts) {
    return Future.succeededFuture(context).compose(accounts).otherwise(cause -> Optional.empty());
  }

  private static void pass(
      RoutingContext context, Recording recording, FaultRules.Choice choice, Responder responder) {
    if (choice.armed().isEmpty()) {
      context.next();
      return;
    }
    FaultRules.ArmedRule armed = choice.armed().get();
    recording.struckBy(armed.rule().id());
    armed.rule().fault().receive(context, armed.random(), responder);
  }

  @Override
  public ApiResponse change(RoutingContext context, ApiResponse response) {
    Intercepted intercepted = context.get(INTERCEPTED);
    if (intercepted == null) {
      return response;
    }
    intercepted.rules().keep(intercepted.choice(), response);
    Recording recording = intercepted.recording();
    if (context.body().available()) {
      recording.received(RequestData.body(context));
    }
    ApiResponse changed =
        intercepted
            .choice()
            .armed()
            .map(armed -> strike(context, armed.rule(), intercepted.choice(), response))
            .orElse(response);
    recording.answered(changed.status());
    return changed;
  }

  private static ApiResponse strike(
      RoutingContext context, FaultRule rule, FaultRules.Choice choice, ApiResponse response) {
    context.response().putHeader(FaultRule.HEADER, rule.id());
    // A caller without access must not see the earlier response.
    ApiResponse sent = response.status() == 200 ? choice.stale().orElse(response) : response;
    return rule.fault().change(sent, context.response());
  }
}
