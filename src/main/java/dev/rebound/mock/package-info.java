/**
 * What a service in mock mode has on top: controls on the admin port by which a test suite makes it
 * behave; {@code fault} makes it misbehave, {@code record} keeps what it was asked. None of it is
 * in the way of a service in store mode.
 *
 * <p>May touch bounce, bus, ingest, seed, and the types of http that it plugs into; knows no SQL.
 */
package dev.rebound.mock;
