package dev.rebound.bus;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends and serves operations over the event bus. One instance for each Vert.x instance. */
public final class Bus {
  /** The name of the codec that passes values by reference. */
  static final String VALUE_CODEC = "value";

  private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
  private static final int UNAVAILABLE = 1;
  private static final int BUG = 2;

  private final EventBus eventBus;
  private final MeterRegistry registry;
  private final Map<String, AtomicInteger> pending = new ConcurrentHashMap<>();
  private final Set<String> loopAddresses = ConcurrentHashMap.newKeySet();

  /**
   * @param registry receives the metrics of the bus; docs/metrics.md describes them
   */
  public Bus(Vertx vertx, MeterRegistry registry) {
    eventBus = vertx.eventBus();
    this.registry = registry;
    eventBus.registerCodec(new ValueCodec());
  }

  /**
   * Sends a request and returns the reply. Fails with {@link UnavailableException} when no verticle
   * serves the operation, when the reply does not arrive in time or when the verticle is
   * unavailable, and with another exception when it has a bug.
   */
  public <Q, R> Future<R> ask(Operation<Q, R> operation, Q request) {
    return ask(operation.address(), operation, request);
  }

  /**
   * Sends a request as {@link #ask} does, but prefers the verticle on the calling event loop. For
   * short operations: it saves two wake-ups of another thread.
   */
  public <Q, R> Future<R> askSameLoop(Operation<Q, R> operation, Q request) {
    String address = loopAddress(operation);
    return ask(loopAddresses.contains(address) ? address : operation.address(), operation, request);
  }

  private <Q, R> Future<R> ask(String address, Operation<Q, R> operation, Q request) {
    AtomicInteger withoutReply = pending(operation);
    withoutReply.incrementAndGet();
    return eventBus
        .<R>request(address, request, operation.options())
        .onComplete(done -> withoutReply.decrementAndGet())
        .map(Message::body)
        .recover(Bus::explain);
  }

  /** Returns the number of an operation's requests without a reply. */
  private AtomicInteger pending(Operation<?, ?> operation) {
    return pending.computeIfAbsent(
        operation.address(),
        address ->
            registry.gauge(
                "rebound.bus.pending", Tags.of("operation", address), new AtomicInteger()));
  }

  MeterRegistry registry() {
    return registry;
  }

  // The thread's name identifies the event loop.
  private static String loopAddress(Operation<?, ?> operation) {
    return operation.address() + "@" + Thread.currentThread().getName();
  }

  /** Serves an operation from the calling verticle until it is undeployed. */
  public <Q, R> Future<Void> serve(Operation<Q, R> operation, Function<Q, Future<R>> handler) {
    return consume(operation.address(), operation, handler);
  }

  /** Serves an operation, and also {@link #askSameLoop} on the calling verticle's event loop. */
  public <Q, R> Future<Void> serveSameLoop(
      Operation<Q, R> operation, Function<Q, Future<R>> handler) {
    String address = loopAddress(operation);
    return consume(address, operation, handler)
        .onSuccess(served -> loopAddresses.add(address))
        .compose(served -> serve(operation, handler));
  }

  private <Q, R> Future<Void> consume(
      String address, Operation<Q, R> operation, Function<Q, Future<R>> handler) {
    // An outage fails thousands of requests a second: for each consumer, the log has its start and
    // its end only.
    AtomicBoolean isUnavailable = new AtomicBoolean();
    return eventBus
        .<Q>localConsumer(address, message -> reply(operation, message, handler, isUnavailable))
        .completion();
  }

  private static <Q, R> void reply(
      Operation<Q, R> operation,
      Message<Q> message,
      Function<Q, Future<R>> handler,
      AtomicBoolean isUnavailable) {
    Future.succeededFuture(message.body())
        .compose(handler)
        .onSuccess(
            value -> {
              message.reply(value, operation.options());
              if (isUnavailable.compareAndSet(true, false)) {
                LOG.info("{} is available again", operation.address());
              }
            })
        .onFailure(cause -> fail(operation, message, cause, isUnavailable));
  }

  private static void fail(
      Operation<?, ?> operation, Message<?> message, Throwable cause, AtomicBoolean isUnavailable) {
    if (cause instanceof UnavailableException) {
      if (isUnavailable.compareAndSet(false, true)) {
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

  /** Passes immutable values by reference between the verticles of one process. */
  private static final class ValueCodec implements MessageCodec<Object, Object> {
    @Override
    public Object transform(Object value) {
      return value;
    }

    @Override
    public void encodeToWire(Buffer buffer, Object value) {
      throw new UnsupportedOperationException("the bus stays within one process");
    }

    @Override
    public Object decodeFromWire(int position, Buffer buffer) {
      throw new UnsupportedOperationException("the bus stays within one process");
    }

    @Override
    public String name() {
      return VALUE_CODEC;
    }

    @Override
    public byte systemCodecID() {
      return -1;
    }
  }
}
