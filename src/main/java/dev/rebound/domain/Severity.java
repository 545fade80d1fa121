package dev.rebound.domain;

/**
 * The legacy API's two types of bounces (contract, 4.5): soft if the status starts with a 4, else
 * hard, also without a status.
 */
public enum Severity {
  HARD,
  SOFT
}
