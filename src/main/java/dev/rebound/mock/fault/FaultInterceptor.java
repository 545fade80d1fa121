package dev.rebound.mock.fault;

import dev.rebound.api.BrokenRequestException;
import dev.rebound.api.Edge;
import dev.rebound.api.Interception;
import dev.rebound.api.RequestIds;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.domain.Account;
import dev.rebound.mock.record.Journal;
import dev.rebound.mock.record.Recording;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts every request on record, and carries out the rules. */
public final class FaultInterceptor implements Interception {
  private static final Logger LOG = LoggerFactory.getLogger(FaultInterceptor.class);

  private final Journal journal;
  private final Faults faults;
  private final Clock clock;

  public FaultInterceptor(Journal journal, Faults faults, Clock clock) {
    this.journal = journal;
    this.faults = faults;
    this.clock = clock;
  }

  @Override
  public Handler<HttpServerRequest> before(Edge edge) {
    return request -> receive(edge, request);
  }

  @Override
  public ApiResponse change(HttpServerRequest request, ApiResponse answer) {
    return request instanceof Visit visit ? visit.change(answer) : answer;
  }

  private void receive(Edge edge, HttpServerRequest request) {
    request.pause();
    Instant now = clock.instant();
    Recording recording = journal.add(request, now);
    FaultRules rules = faults.rules();
    Future<Optional<Account>> account =
        account(edge, request)
            .onSuccess(known -> known.ifPresent(found -> recording.about(found.name())));
    // The record can wait for the account's name, the request waits only where a rule needs it.
    (rules.needAccount() ? account : Future.succeededFuture(Optional.<Account>empty()))
        .map(known -> rules.choose(request, known, now))
        .compose(choice -> pass(edge, request, recording, rules, choice))
        .onFailure(cause -> fail(request, cause));
  }

  // A store that is away is told by the endpoint.
  private static Future<Optional<Account>> account(Edge edge, HttpServerRequest request) {
    return Future.succeededFuture(request)
        .compose(edge::account)
        .otherwise(cause -> Optional.empty());
  }

  private static Future<Void> pass(
      Edge edge,
      HttpServerRequest request,
      Recording recording,
      FaultRules rules,
      FaultRules.Choice choice) {
    Visit visit = new Visit(request, recording, rules, choice);
    ArmedRule armed = choice.armed();
    if (armed == null) {
      edge.handle(visit);
      return Future.succeededFuture();
    }
    recording.struckBy(armed.rule().id());
    return armed.rule().fault().receive(edge, visit, armed.random());
  }

  private static void fail(HttpServerRequest request, Throwable cause) {
    if (cause instanceof BrokenRequestException || request.response().closed()) {
      LOG.debug("{}: the client went away", request.method(), cause);
    } else {
      LOG.atError()
          .addKeyValue("request_id", RequestIds.of(request))
          .setCause(cause)
          .log("{}: a fault could not be carried out", request.method());
    }
    request.connection().close();
  }
}
