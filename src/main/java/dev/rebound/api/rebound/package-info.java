/** Rebound's own API below {@code /rebound/v1}: what SendGrid has no endpoint for. */
package dev.rebound.api.rebound;
