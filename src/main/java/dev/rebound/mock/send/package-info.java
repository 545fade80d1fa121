/**
 * {@code POST /v3/mail/send}: reads and checks messages as SendGrid does, and keeps the last ones
 * for {@code GET /mock/messages}. No mail leaves the process.
 *
 * <p>May use what mock may.
 */
package dev.rebound.mock.send;
