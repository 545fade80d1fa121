package dev.rebound.retention;

import java.time.Duration;

/**
 * The result of a pass.
 *
 * @param rows the events deleted
 * @param accounts the accounts with deleted events
 * @param isComplete false when the pass was stopped or left the rest to another instance
 */
public record RetentionReport(long rows, int accounts, Duration time, boolean isComplete) {}
