/**
 * Events in the format of SendGrid's Event Webhook (contract, chapter 6), and their delivery. Pure
 * types plan the deliveries and make their bytes; {@link dev.rebound.mock.event.EventRun} sends
 * them.
 *
 * <p>May use what mock may.
 */
package dev.rebound.mock.event;
