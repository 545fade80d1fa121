package dev.rebound.domain;

/**
 * A row of the bounce list.
 *
 * @param created Unix seconds of the first bounce since the address was last deleted from the list
 * @param email the normalised address
 * @param reason the receiver's reply, unchanged, at most {@value BounceEvent#MAX_REASON_BYTES}
 *     bytes
 * @param status an enhanced status code, a bare reply code, or empty
 */
public record Bounce(long created, String email, String reason, String status) {}
