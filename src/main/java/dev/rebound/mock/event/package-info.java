/**
 * Events as SendGrid's Event Webhook tells them, sent to somebody who takes them (contract, chapter
 * 6). What is sent when, and its bytes, is worked out by pure types; {@link
 * dev.rebound.mock.event.EventRun} sends it.
 *
 * <p>May touch bounce, bus, seed, ingest, and the header names of http; knows no SQL.
 */
package dev.rebound.mock.event;
