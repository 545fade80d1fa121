package dev.rebound.domain;

/**
 * A classification and its reason.
 *
 * @param rule the id of the classifier's rule, or {@value #GIVEN}
 */
public record Verdict(Classification classification, String rule) {
  /** The rule of a classification that the input provided. */
  public static final String GIVEN = "given";

  /** No rule matched. */
  public static final Verdict NONE = new Verdict(Classification.UNCLASSIFIED, "none");

  /** Returns a verdict that the input provided. */
  public static Verdict given(Classification classification) {
    return new Verdict(classification, GIVEN);
  }
}
