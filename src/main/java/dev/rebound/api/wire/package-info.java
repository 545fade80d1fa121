/**
 * From a request to a record or a {@link dev.rebound.api.read.Problem}. Pure: nothing after this
 * room can find fault with a request.
 */
package dev.rebound.api.wire;
