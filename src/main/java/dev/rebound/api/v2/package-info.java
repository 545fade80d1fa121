/** SendGrid's legacy API v2, {@code /api/bounces.*} (contract, chapter 4). */
package dev.rebound.api.v2;
