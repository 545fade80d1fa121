/**
 * What the mock was asked: the last requests of the API, for a test suite to assert on. No key can
 * be read in it.
 *
 * <p>May touch what mock may.
 */
package dev.rebound.mock.record;
