/**
 * Faults: rules by which the mock answers as SendGrid does on its bad days, and slow or broken
 * networks do. Read from JSON, chosen for a request, and carried out.
 *
 * <p>May touch what mock may, and the connection's channel for a reset.
 */
package dev.rebound.mock.fault;
