/**
 * Fault rules: the mock responds as SendGrid does on its bad days, and as slow or broken networks
 * do.
 *
 * <p>May use what mock may, and the channel of a connection to reset it.
 */
package dev.rebound.mock.fault;
