/**
 * Pieces of the wire format that all APIs share: parameters, paths, JSON, problems and media types.
 * Pure: readers turn a request into a record or a {@link dev.rebound.api.wire.Problem}.
 *
 * <p>May use domain and buffers; never a routing context or a future.
 */
package dev.rebound.api.wire;
