package dev.rebound.retention;

import java.time.Duration;

/**
 * What one pass did.
 *
 * @param rows events deleted
 * @param accounts of which there were any
 * @param isWhole false when the pass left the rest to another instance, or was stopped
 */
public record RetentionReport(long rows, int accounts, Duration time, boolean isWhole) {}
