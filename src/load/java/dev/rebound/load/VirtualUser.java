package dev.rebound.load;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.PopulationBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One kind of virtual user.
 *
 * @param name in the report
 * @param requests number that each user sends, one after another
 * @param does the requests
 */
record VirtualUser(String name, int requests, ChainBuilder does) {

  /**
   * Starts as many users as the rate needs. They start on schedule, independent of earlier users:
   * the open model.
   *
   * @param rate requests per second
   */
  PopulationBuilder at(double rate, Duration ramp, Duration duration) {
    double usersPerSecond = rate / requests;
    List<OpenInjectionStep> steps = new ArrayList<>();
    if (!ramp.isZero()) {
      steps.add(rampUsersPerSec(0).to(usersPerSecond).during(ramp));
    }
    steps.add(constantUsersPerSec(usersPerSecond).during(duration));
    return scenario(name).exec(does).injectOpen(steps.toArray(OpenInjectionStep[]::new));
  }
}
