package dev.rebound.bus;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks and serves operations. One instance a Vert.x. */
public final class Bus {
  private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
  private static final int UNAVAILABLE = 1;
  private static final int BUG = 2;

  private final EventBus eventBus;
  private final BusMeters meters;
  private final Set<String> unavailable = ConcurrentHashMap.newKeySet();
  private final Set<String> nearAddresses = ConcurrentHashMap.newKeySet();

  /**
   * @param registry where it is counted what is asked
   */
  public Bus(Vertx vertx, MeterRegistry registry) {
    eventBus = vertx.eventBus();
    meters = new BusMeters(registry);
    eventBus.registerCodec(new ValueCodec());
  }

  /**
   * Asks; fails with {@link UnavailableException} when nobody serves the operation, nobody answered
   * in time or the one who serves could not answer now, and with something else when there is a
   * bug.
   */
  public <Q, R> Future<R> ask(Operation<Q, R> operation, Q question) {
    return ask(operation.address(), operation, question);
  }

  /**
   * The same, but asks the one who serves on the calling event loop, where there is one: another
   * thread need not be woken, twice, for something short.
   */
  public <Q, R> Future<R> askNear(Operation<Q, R> operation, Q question) {
    String near = nearAddress(operation);
    return ask(nearAddresses.contains(near) ? near : operation.address(), operation, question);
  }

  private <Q, R> Future<R> ask(String address, Operation<Q, R> operation, Q question) {
    AtomicInteger pending = meters.pending(operation);
    pending.incrementAndGet();
    return eventBus
        .<R>request(address, question, operation.options())
        .onComplete(done -> pending.decrementAndGet())
        .map(Message::body)
        .recover(Bus::explain);
  }

  BusMeters meters() {
    return meters;
  }

  // Of the calling thread. Every event loop has a thread with a name of its own.
  private static String nearAddress(Operation<?, ?> operation) {
    return operation.address() + "@" + Thread.currentThread().getName();
  }

  /** Serves an operation from the calling verticle until it is undeployed. */
  public <Q, R> Future<Void> serve(Operation<Q, R> operation, Function<Q, Future<R>> answer) {
    return consume(operation.address(), operation, answer);
  }

  /** Serves an operation also for those who ask on the calling verticle's event loop. */
  public <Q, R> Future<Void> serveNear(Operation<Q, R> operation, Function<Q, Future<R>> answer) {
    String near = nearAddress(operation);
    return consume(near, operation, answer)
        .onSuccess(served -> nearAddresses.add(near))
        .compose(served -> serve(operation, answer));
  }

  private <Q, R> Future<Void> consume(
      String address, Operation<Q, R> operation, Function<Q, Future<R>> answer) {
    return eventBus
        .<Q>localConsumer(address, message -> reply(operation, message, answer))
        .completion();
  }

  private <Q, R> void reply(
      Operation<Q, R> operation, Message<Q> message, Function<Q, Future<R>> answer) {
    Future.succeededFuture(message.body())
        .compose(answer)
        .onSuccess(
            value -> {
              message.reply(value, operation.options());
              noteRecovery(operation);
            })
        .onFailure(cause -> fail(operation, message, cause));
  }

  // An outage fails thousands of questions a second: its start and its end are told, not each of
  // them.
  private void noteRecovery(Operation<?, ?> operation) {
    if (!unavailable.isEmpty() && unavailable.remove(operation.address())) {
      LOG.info("{} answers again", operation.address());
    }
  }

  private void fail(Operation<?, ?> operation, Message<?> message, Throwable cause) {
    if (cause instanceof UnavailableException) {
      if (unavailable.add(operation.address())) {
        LOG.warn("{} is unavailable: {}", operation.address(), cause.getMessage());
      }
      message.fail(UNAVAILABLE, cause.getMessage());
    } else {
      LOG.error("{} failed", operation.address(), cause);
      message.fail(BUG, cause.toString());
    }
  }

  private static <R> Future<R> explain(Throwable cause) {
    boolean isBug =
        cause instanceof ReplyException reply
            && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
            && reply.failureCode() == BUG;
    return Future.failedFuture(isBug ? cause : new UnavailableException(cause.getMessage(), cause));
  }
}
