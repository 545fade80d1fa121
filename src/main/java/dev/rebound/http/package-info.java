/**
 * HTTP connections of both servers, below their routes: well-formed requests, and deadlines.
 *
 * <p>May use Netty and the internals of Vert.x; never another package of Rebound.
 */
package dev.rebound.http;
