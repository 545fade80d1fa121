/**
 * The record of the API's last requests, for a test suite to assert on. Keys are redacted.
 *
 * <p>May use what mock may.
 */
package dev.rebound.mock.record;
