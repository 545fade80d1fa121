package dev.rebound.ingest;

import dev.rebound.classify.Classifier;
import dev.rebound.classify.FailureType;
import dev.rebound.domain.BounceEvent;
import dev.rebound.domain.BounceType;
import dev.rebound.domain.Classification;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.Verdict;
import java.util.function.LongSupplier;

/**
 * What a row gets that does not say it itself.
 *
 * @param now in Unix seconds: its time
 * @param classifier gives its class
 */
public record RowDefaults(LongSupplier now, Classifier classifier) {

  /**
   * The class that came with a row, or the classifier's.
   *
   * @param given null when none did
   */
  public Verdict verdict(Classification given, String reason, String status) {
    return given == null ? classifier.classify(reason, status) : Verdict.given(given);
  }

  /**
   * Mail that failed for good, told by somebody who has no word for bounce and block.
   *
   * @param status is emptied when it is too long to be one
   */
  public BounceEvent failure(EmailAddress email, long occurredAt, String reason, String status) {
    String kept = status.length() <= BounceEvent.MAX_STATUS_LENGTH ? status : "";
    Verdict verdict = classifier.classify(reason, kept);
    BounceType type = FailureType.of(verdict, reason, kept);
    return new BounceEvent(email, occurredAt, type, reason, kept, verdict);
  }
}
