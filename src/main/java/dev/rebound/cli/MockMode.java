package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.api.ApiPath;
import dev.rebound.api.Interceptor;
import dev.rebound.classify.Classifier;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.mock.AccountsControl;
import dev.rebound.mock.Controls;
import dev.rebound.mock.EventsControl;
import dev.rebound.mock.MockClock;
import dev.rebound.mock.SeedControl;
import dev.rebound.mock.event.EventRunner;
import dev.rebound.mock.event.MailEvents;
import dev.rebound.mock.event.Targets;
import dev.rebound.mock.fault.FaultInterceptor;
import dev.rebound.mock.hook.HookEndpoints;
import dev.rebound.mock.hook.Hooks;
import dev.rebound.mock.outcome.Outcomes;
import dev.rebound.mock.record.Journal;
import dev.rebound.mock.send.Dispatcher;
import dev.rebound.mock.send.MailSendEndpoint;
import dev.rebound.mock.send.SentMessages;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** The parts that mock mode adds to a service. */
final class MockMode {
  private final Journal journal = new Journal();
  private final Outcomes outcomes = new Outcomes();
  private final StoreSession store;
  private final MockClock clock;
  private final FaultInterceptor interceptor;
  private final SentMessages messages;
  private final Hooks hooks;
  private final HookEndpoints hookEndpoints;
  private final Dispatcher dispatcher;
  private final EventRunner eventRunner;

  MockMode(Clock real, Settings settings, StoreSession store, Classifier classifier) {
    this.store = store;
    this.clock = new MockClock(real);
    this.interceptor = new FaultInterceptor(journal, clock);
    this.messages = new SentMessages(settings.mockMessages());
    RowDefaults defaults = new RowDefaults(() -> clock.instant().getEpochSecond(), classifier);
    Targets targets = new Targets(settings.allowsAnyWebhookTarget());
    this.eventRunner = new EventRunner(store.vertx(), targets, store.bus(), defaults);
    this.hooks = new Hooks(store.vertx(), clock);
    this.hookEndpoints = new HookEndpoints(hooks, targets, clock);
    this.dispatcher =
        new Dispatcher(
            store.vertx(),
            store.bus(),
            clock,
            outcomes,
            new MailEvents(store.bus(), defaults),
            hooks);
  }

  /** Returns the clock of the service. */
  Clock clock() {
    return clock;
  }

  Interceptor interceptor() {
    return interceptor;
  }

  /** Returns the paths of the API that only a mock has. */
  List<ApiPath> paths() {
    return Stream.concat(
            Stream.of(MailSendEndpoint.path(messages, dispatcher, store.bus(), clock)),
            hookEndpoints.paths().stream())
        .toList();
  }

  /**
   * Returns the controls.
   *
   * @param onReset runs at each reset, for what is not in the database
   */
  List<Controls.Mount> controls(Runnable onReset) {
    return Stream.of(
            clock.mounts(),
            journal.mounts(),
            interceptor.mounts(),
            messages.mounts(),
            outcomes.mounts(),
            new EventsControl(eventRunner).mounts(),
            new AccountsControl(store.bus()).mounts(),
            new SeedControl(new SeedJob.ForService(store), clock, () -> reset(onReset)).mounts())
        .flatMap(List::stream)
        .toList();
  }

  private void reset(Runnable more) {
    dispatcher.clear();
    hooks.clear();
    messages.clear();
    more.run();
  }
}
