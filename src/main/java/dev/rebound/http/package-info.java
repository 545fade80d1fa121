/**
 * HTTP connections of both servers, below their routes: which requests are well-formed.
 *
 * <p>May use Netty and the internals of Vert.x; never another package of Rebound.
 */
package dev.rebound.http;
