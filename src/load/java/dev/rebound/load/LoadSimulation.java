package dev.rebound.load;

import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.util.ArrayList;
import java.util.List;

/** The run that the system properties ask for; what Gatling starts. */
public final class LoadSimulation extends Simulation {
  public LoadSimulation() {
    LoadSettings settings = LoadSettings.of(System.getProperties(), System.getenv());
    setUp(populations(settings)).protocols(protocol(settings)).assertions(assertions(settings));
  }

  private static List<PopulationBuilder> populations(LoadSettings settings) {
    ListReader list = new ListReader(settings.url(), settings.key());
    return settings.profile().shares(list::read).stream()
        .map(
            share ->
                share
                    .visitor()
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
        // Visitors are the threads of a few programs, not browsers with connections of their own.
        .shareConnections()
        // Paths and queries are encoded where they are made.
        .disableUrlEncoding()
        // A key goes to no other host.
        .disableFollowRedirect()
        .disableCaching()
        // It would ask a host of Gatling's.
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
