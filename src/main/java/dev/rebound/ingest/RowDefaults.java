package dev.rebound.ingest;

import dev.rebound.classify.Classifier;
import java.util.function.LongSupplier;

/**
 * What a row gets that does not say it itself.
 *
 * @param now in Unix seconds: its time
 * @param classifier gives its class
 */
public record RowDefaults(LongSupplier now, Classifier classifier) {}
