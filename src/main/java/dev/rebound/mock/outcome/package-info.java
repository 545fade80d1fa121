/**
 * Decides what becomes of a recipient of a message: rules of a test, and addresses that need no
 * rule.
 *
 * <p>May use what mock may.
 */
package dev.rebound.mock.outcome;
