/**
 * Mock mode: the clock, and the controls on the admin port by which a test suite makes the service
 * behave. A service in store mode uses none of it.
 *
 * <p>May use domain, bus, ingest, seed and the types of api that it plugs into; never SQL.
 */
package dev.rebound.mock;
