package dev.rebound.domain;

/**
 * A class, and why.
 *
 * @param rule the id of the classifier's rule that decided, or {@value #GIVEN}
 */
public record Verdict(Classification classification, String rule) {
  /** The rule of a class that came with the event. */
  public static final String GIVEN = "given";

  /** No rule knew the reason. */
  public static final Verdict NONE = new Verdict(Classification.UNCLASSIFIED, "none");

  /** The verdict of whoever told the event. */
  public static Verdict given(Classification classification) {
    return new Verdict(classification, GIVEN);
  }
}
