package dev.rebound.domain;

/**
 * The legacy API's two types of bounces, told by the status alone (contract, 4.5): soft is what
 * begins with a 4, hard everything else, also what has no status.
 */
public enum Severity {
  HARD,
  SOFT
}
