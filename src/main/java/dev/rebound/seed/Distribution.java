package dev.rebound.seed;

import java.util.Arrays;

/** Weighted parts of the range from 0 to 1. */
final class Distribution {
  // The start of each part and the end of the last one, ascending from 0 to 1.
  private final double[] bounds;

  private Distribution(double[] bounds) {
    this.bounds = bounds;
  }

  /**
   * @param weights one for each part, none negative, not all 0
   */
  static Distribution of(double... weights) {
    double total = Arrays.stream(weights).sum();
    double[] bounds = new double[weights.length + 1];
    for (int i = 0; i < weights.length; i++) {
      bounds[i + 1] = Math.min(1, bounds[i] + weights[i] / total);
    }
    bounds[weights.length] = 1;
    return new Distribution(bounds);
  }

  /** Returns a Zipf distribution: the weight of part k, counted from 1, is k^-exponent. */
  static Distribution zipf(int parts, double exponent) {
    double[] weights = new double[parts];
    for (int i = 0; i < parts; i++) {
      // The last bit of Math.pow may differ between machines.
      weights[i] = StrictMath.pow(i + 1, -exponent);
    }
    return of(weights);
  }

  /** Returns the index of the part that contains a fraction from 0 to 1, excluding 1. */
  int indexOf(double fraction) {
    int found = Arrays.binarySearch(bounds, fraction);
    int part = found >= 0 ? found : -found - 2;
    // An empty part starts where the next one does.
    while (part < bounds.length - 2 && bounds[part + 1] <= fraction) {
      part++;
    }
    return Math.min(part, bounds.length - 2);
  }

  /** Returns the position of a fraction within its part, from 0 to 1, excluding 1. */
  double positionIn(int part, double fraction) {
    double inside = (fraction - bounds[part]) / (bounds[part + 1] - bounds[part]);
    return Math.min(inside, Math.nextDown(1.0));
  }

  double start(int part) {
    return bounds[part];
  }
}
