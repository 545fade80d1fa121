package dev.rebound.seed;

import java.util.Arrays;

/** A whole, divided: which part a fraction of it falls into, and where in that part. */
final class Shares {
  // Where each part begins, and the end of the last: 0 to 1, ascending.
  private final double[] bounds;

  private Shares(double[] bounds) {
    this.bounds = bounds;
  }

  /**
   * @param weights one a part, none negative, not all of them 0
   */
  static Shares of(double... weights) {
    double total = Arrays.stream(weights).sum();
    double[] bounds = new double[weights.length + 1];
    for (int i = 0; i < weights.length; i++) {
      bounds[i + 1] = Math.min(1, bounds[i] + weights[i] / total);
    }
    bounds[weights.length] = 1;
    return new Shares(bounds);
  }

  /** Of part k (from 1 on) in proportion to k to the minus exponent. */
  static Shares zipf(int parts, double exponent) {
    double[] weights = new double[parts];
    for (int i = 0; i < parts; i++) {
      // Math.pow may differ in its last bit between machines.
      weights[i] = StrictMath.pow(i + 1, -exponent);
    }
    return of(weights);
  }

  /** The part that a fraction, 0 up to but not 1, falls into. */
  int pick(double fraction) {
    int found = Arrays.binarySearch(bounds, fraction);
    int part = found >= 0 ? found : -found - 2;
    // An empty part begins where the next one does.
    while (part < bounds.length - 2 && bounds[part + 1] <= fraction) {
      part++;
    }
    return Math.min(part, bounds.length - 2);
  }

  /** How far into its part a fraction is, 0 up to but not 1. */
  double within(int part, double fraction) {
    double inside = (fraction - bounds[part]) / (bounds[part + 1] - bounds[part]);
    return Math.min(inside, Math.nextDown(1.0));
  }

  /** Where a part begins, 0 to 1; of the number of parts: 1. */
  double start(int part) {
    return bounds[part];
  }
}
