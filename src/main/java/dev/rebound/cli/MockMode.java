package dev.rebound.cli;

import dev.rebound.Settings;
import dev.rebound.api.Interception;
import dev.rebound.classify.Classifier;
import dev.rebound.ingest.RowDefaults;
import dev.rebound.mock.ClockControl;
import dev.rebound.mock.Controls;
import dev.rebound.mock.EventsControl;
import dev.rebound.mock.MockClock;
import dev.rebound.mock.SeedControl;
import dev.rebound.mock.event.EventRunner;
import dev.rebound.mock.event.Targets;
import dev.rebound.mock.event.WebhookClient;
import dev.rebound.mock.fault.FaultInterceptor;
import dev.rebound.mock.fault.Faults;
import dev.rebound.mock.record.Journal;
import dev.rebound.mock.record.RequestsControl;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;

/** What a service in mock mode has on top of one in store mode, put together. */
final class MockMode {
  private final Journal journal = new Journal();
  private final Faults faults = new Faults();
  private final MockClock clock;

  MockMode(Clock real) {
    this.clock = new MockClock(real);
  }

  /** The time that the service goes by. */
  Clock clock() {
    return clock;
  }

  /** Before the edge. */
  Interception interception() {
    return new FaultInterceptor(journal, faults, clock);
  }

  /** On the admin port. */
  Handler<HttpServerRequest> controls(
      Settings settings, StoreSession store, Classifier classifier) {
    Controls controls = new Controls();
    new ClockControl(clock).addTo(controls);
    new RequestsControl(journal).addTo(controls);
    faults.addTo(controls);
    new EventsControl(eventRunner(settings, store, classifier)).addTo(controls);
    new SeedControl(new ServiceSeeder(store), clock).addTo(controls);
    return controls;
  }

  private EventRunner eventRunner(Settings settings, StoreSession store, Classifier classifier) {
    return new EventRunner(
        new WebhookClient(store.vertx()),
        new Targets(settings.allowsAnyWebhookTarget()),
        store.bus(),
        new RowDefaults(() -> clock.instant().getEpochSecond(), classifier));
  }
}
