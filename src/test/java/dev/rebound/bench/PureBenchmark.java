package dev.rebound.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.bench.pure.AddressParsing;
import dev.rebound.bench.pure.Classifying;
import dev.rebound.bench.pure.FilterParsing;
import dev.rebound.bench.pure.KeyMatching;
import dev.rebound.bench.pure.ListReading;
import dev.rebound.bench.pure.PageWriting;
import dev.rebound.bench.pure.PathReading;
import dev.rebound.bench.pure.RowReading;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * What each pure part takes, in time and memory, by JMH: {@code mvn -Pbenchmark verify
 * -Dit.test=PureBenchmark}. Writes its section of {@code docs/benchmarks.md}.
 */
class PureBenchmark {
  private static final int FORKS = 1;
  private static final int WARM_UPS = 3;
  private static final int MEASUREMENTS = 5;
  private static final int SECONDS = Math.max(1, Integer.getInteger("seconds", 10) / 10);
  // The service's own, so that the collector is the same, and a heap that is there from the start:
  // a page of fresh memory costs a virtual machine some 3 µs, more than most of what is measured.
  private static final String[] JVM_OPTIONS = {
    "@conf/jvm.options", "-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch"
  };
  // Less than a call that returns what it was given.
  private static final double IMPOSSIBLE_NANOS = 0.5;

  /**
   * @param name for people
   */
  private record Part(String name, Class<?> type) {}

  private static final List<Part> PARTS =
      List.of(
          new Part("API key text to grant", KeyMatching.class),
          new Part("lookup path to address", PathReading.class),
          new Part("list query to record", ListReading.class),
          new Part("filter text to statement shape", FilterParsing.class),
          new Part("rows to the JSON of a page", PageWriting.class),
          new Part("NDJSON line to classified event", RowReading.class),
          new Part("reply to classification", Classifying.class),
          new Part("typed address to list key", AddressParsing.class));

  @Test
  void everyPart() throws RunnerException, IOException {
    PureTable table = new PureTable(WARM_UPS, MEASUREMENTS, SECONDS);
    for (Part part : PARTS) {
      Collection<RunResult> results = new Runner(options(part.type())).run();
      for (RunResult result : results) {
        // A call that the compiler saw through would be as fast as nothing.
        double nanos = result.getPrimaryResult().getScore();
        assertTrue(nanos > IMPOSSIBLE_NANOS, () -> part.name() + ": " + nanos + " ns");
        table.add(part.name(), result);
      }
    }
    PageSection.PURE_PARTS.write(table.text());
  }

  private static Options options(Class<?> part) {
    return new OptionsBuilder()
        .include("^" + Pattern.quote(part.getName()) + "\\.")
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .forks(FORKS)
        .warmupIterations(WARM_UPS)
        .warmupTime(TimeValue.seconds(SECONDS))
        .measurementIterations(MEASUREMENTS)
        .measurementTime(TimeValue.seconds(SECONDS))
        .threads(1)
        .jvmArgs(JVM_OPTIONS)
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .build();
  }
}
