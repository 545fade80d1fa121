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
 * One kind of them.
 *
 * @param name in the report
 * @param requests that each sends, one after another
 */
record Visitor(String name, int requests, ChainBuilder does) {

  /**
   * As many as make the rate together. They come when they are due, whatever became of those before
   * them: the open model.
   *
   * @param rate requests a second
   */
  PopulationBuilder at(double rate, Duration ramp, Duration duration) {
    double visitors = rate / requests;
    List<OpenInjectionStep> steps = new ArrayList<>();
    if (!ramp.isZero()) {
      steps.add(rampUsersPerSec(0).to(visitors).during(ramp));
    }
    steps.add(constantUsersPerSec(visitors).during(duration));
    return scenario(name).exec(does).injectOpen(steps.toArray(OpenInjectionStep[]::new));
  }
}
