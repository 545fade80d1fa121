package dev.rebound.load;

import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.util.ArrayList;
import java.util.List;

/** The simulation that Gatling starts; system properties configure it. */
public final class LoadSimulation extends Simulation {
  public LoadSimulation() {
    LoadSettings settings = LoadSettings.of(System.getProperties(), System.getenv());
    setUp(populations(settings)).protocols(protocol(settings)).assertions(assertions(settings));
  }

  private static List<PopulationBuilder> populations(LoadSettings settings) {
    ListReader list = new ListReader(settings.url(), settings.key());
    return settings.profile().shares(list::read, () -> WebhookReceiver.start(settings)).stream()
        .map(
            share ->
                share
                    .virtualUser()
                    .at(
                        settings.rate() * share.percent() / 100,
                        settings.ramp(),
                        settings.duration()))
        .toList();
  }

  private static HttpProtocolBuilder protocol(LoadSettings settings) {
    return http.baseUrl(settings.url())
        .authorizationHeader("Bearer " + settings.key())
        .acceptHeader("application/json")
        .userAgentHeader("rebound-load")
        // Virtual users are threads of a few programs, not browsers with their own connections.
        .shareConnections()
        // The scenarios encode their paths and queries.
        .disableUrlEncoding()
        // The key must not go to another host.
        .disableFollowRedirect()
        .disableCaching()
        // The warm-up would send a request to Gatling's website.
        .disableWarmUp();
  }

  private static List<Assertion> assertions(LoadSettings settings) {
    List<Assertion> assertions = new ArrayList<>();
    assertions.add(global().failedRequests().count().is(0L));
    assertions.add(global().requestsPerSec().gte(settings.leastRate()));
    settings
        .p99()
        .ifPresent(millis -> assertions.add(global().responseTime().percentile(99).lte(millis)));
    return assertions;
  }
}
