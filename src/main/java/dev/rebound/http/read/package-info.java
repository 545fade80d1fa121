/**
 * From a request to a record or a {@link dev.rebound.http.read.Problem}. Pure: nothing after this
 * room can find fault with a request.
 */
package dev.rebound.http.read;
