package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.api.Interceptor;
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

  MockMode(Clock real) {
    this.clock = new MockClock(real);
    this.interceptor = new FaultInterceptor(journal, clock);
  }

  /** Returns the clock of the service. */
  Clock clock() {
    return clock;
  }

  Interceptor interceptor() {
    return interceptor;
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
                new EventsControl(eventRunner(settings, store, classifier)).mounts(),
                new AccountsControl(store.bus()).mounts(),
                new SeedControl(new SeedJob.ForService(store), clock, onReset).mounts())
            .flatMap(List::stream)
            .toList();
    return router -> Controls.mount(router, mounts);
  }

  private EventRunner eventRunner(Settings settings, StoreSession store, Classifier classifier) {
    return new EventRunner(
        store.vertx(),
        new Targets(settings.allowsAnyWebhookTarget()),
        store.bus(),
        new RowDefaults(() -> clock.instant().getEpochSecond(), classifier));
  }
}
