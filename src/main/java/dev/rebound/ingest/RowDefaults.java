package dev.rebound.ingest;

import dev.rebound.classify.Classifier;
import dev.rebound.classify.FailureType;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.Classification;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.Verdict;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The values of what a row leaves out.
 *
 * @param now the time, in Unix seconds
 * @param classifier decides the class
 */
public record RowDefaults(LongSupplier now, Classifier classifier) {

  /** Returns the row's own class, or else the classifier's verdict. */
  public Verdict verdict(Optional<Classification> given, String reason, String status) {
    return given.map(Verdict::given).orElseGet(() -> classifier.classify(reason, status));
  }

  /**
   * Returns the event of a permanent failure in a format that does not tell bounces from blocks.
   *
   * @param status left out when it is too long for a status
   */
  public BounceEvent failure(EmailAddress email, long occurredAt, String reason, String status) {
    String kept = status.length() <= BounceEvent.MAX_STATUS_LENGTH ? status : "";
    Verdict verdict = classifier.classify(reason, kept);
    BounceType type = FailureType.of(verdict, reason, kept);
    return new BounceEvent(email, occurredAt, type, reason, kept, verdict);
  }
}
