package dev.rebound.mock.fault;

import dev.rebound.api.ShiftedRequest;
import dev.rebound.api.endpoint.ApiResponse;
import dev.rebound.mock.record.Recording;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.internal.http.HttpServerRequestWrapper;

/** A request with what the mock knows of it: its record, and the rule that was chosen for it. */
final class Visit extends HttpServerRequestWrapper implements ShiftedRequest {
  private final Recording recording;
  private final FaultRules rules;
  private final FaultRules.Choice choice;

  Visit(
      HttpServerRequest request, Recording recording, FaultRules rules, FaultRules.Choice choice) {
    super((HttpServerRequestInternal) request);
    this.recording = recording;
    this.rules = rules;
    this.choice = choice;
    // For a body that nobody reads.
    request.handler(recording::received);
  }

  /** What is read of the body goes on record. */
  @Override
  public HttpServerRequest handler(Handler<Buffer> handler) {
    delegate.handler(
        chunk -> {
          recording.received(chunk);
          handler.handle(chunk);
        });
    return this;
  }

  @Override
  public long rowShift() {
    return choice.armed() != null && choice.armed().rule().fault() instanceof Fault.Drift drift
        ? drift.rows()
        : 0;
  }

  /** What is sent instead of its answer. */
  ApiResponse change(ApiResponse answer) {
    rules.keep(choice, answer);
    ApiResponse changed = choice.armed() == null ? answer : struck(answer);
    recording.answered(changed.status());
    return changed;
  }

  private ApiResponse struck(ApiResponse answer) {
    FaultRule rule = choice.armed().rule();
    response().putHeader(FaultRule.HEADER, rule.id());
    // Who may not ask is not told what was answered before.
    ApiResponse told = choice.stale() != null && answer.status() == 200 ? choice.stale() : answer;
    return rule.fault().change(told, response());
  }
}
