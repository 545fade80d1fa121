/**
 * The types between the router and the endpoints: the endpoint itself, its caller, its response,
 * and the data that a request carries in its routing context.
 *
 * <p>May use domain, api.wire and vertx-web; never another package of api.
 */
package dev.rebound.api.endpoint;
