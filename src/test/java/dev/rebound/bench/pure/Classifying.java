package dev.rebound.bench.pure;

import dev.rebound.classify.Classifier;
import dev.rebound.domain.Verdict;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From a reply to its class. */
@State(Scope.Benchmark)
public class Classifying {
  @Param Reply reply;

  private final Classifier classifier = Classifier.standard();
  private String reason;
  private String status;

  @Setup
  public void takeReply() {
    reason = reply.reason();
    status = reply.status();
  }

  @Benchmark
  public Verdict classify() {
    return classifier.classify(reason, status);
  }
}
