package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.api.Interceptor;
import dev.rebound.api.MockPath;
import dev.rebound.classify.Classifier;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.mock.AccountsControl;
import dev.rebound.mock.Controls;
import dev.rebound.mock.EventsControl;
import dev.rebound.mock.MockClock;
import dev.rebound.mock.SeedControl;
import dev.rebound.mock.event.EventRunner;
import dev.rebound.mock.event.Targets;
import dev.rebound.mock.fault.FaultInterceptor;
import dev.rebound.mock.record.Journal;
import dev.rebound.mock.send.MailSendEndpoint;
import dev.rebound.mock.send.SentMessages;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The parts that mock mode adds to a service. */
final class MockMode {
  private final Journal journal = new Journal();
  private final MockClock clock;
  private final FaultInterceptor interceptor;
  private final SentMessages messages;

  MockMode(Clock real, Settings settings) {
    this.clock = new MockClock(real);
    this.interceptor = new FaultInterceptor(journal, clock);
    this.messages = new SentMessages(settings.mockMessages());
  }

  /** Returns the clock of the service. */
  Clock clock() {
    return clock;
  }

  Interceptor interceptor() {
    return interceptor;
  }

  /** Returns the paths of the API that only a mock has. */
  List<MockPath> paths() {
    return List.of(MailSendEndpoint.path(messages, clock));
  }

  /**
   * Returns the mounting of the controls on the admin router.
   *
   * @param onReset runs at each reset, for what is not in the database
   */
  Consumer<Router> controls(
      Settings settings, StoreSession store, Classifier classifier, Runnable onReset) {
    List<Controls.Mount> mounts =
        Stream.of(
                clock.mounts(),
                journal.mounts(),
                interceptor.mounts(),
                messages.mounts(),
                new EventsControl(eventRunner(settings, store, classifier)).mounts(),
                new AccountsControl(store.bus()).mounts(),
                new SeedControl(new SeedJob.ForService(store), clock, () -> reset(onReset))
                    .mounts())
            .flatMap(List::stream)
            .toList();
    return router -> Controls.mount(router, mounts);
  }

  private void reset(Runnable more) {
    messages.clear();
    more.run();
  }

  private EventRunner eventRunner(Settings settings, StoreSession store, Classifier classifier) {
    return new EventRunner(
        store.vertx(),
        new Targets(settings.allowsAnyWebhookTarget()),
        store.bus(),
        new RowDefaults(() -> clock.instant().getEpochSecond(), classifier));
  }
}
