/**
 * The settings of SendGrid's Event Webhook, and the delivery of the events of sent messages.
 *
 * <p>May use what mock may.
 */
package dev.rebound.mock.hook;
