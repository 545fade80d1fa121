/**
 * The types between the router and the endpoints: the endpoint itself, its caller, its response,
 * the data that a request carries in its routing context, and parts that endpoints share.
 *
 * <p>May use domain, bus, api.wire and vertx-web; never another package of api.
 */
package dev.rebound.api.endpoint;
