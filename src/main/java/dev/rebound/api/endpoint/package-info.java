/**
 * Types that all endpoints share: the caller, the response, and the data that a request carries in
 * its routing context.
 *
 * <p>May use domain, api.wire and Vert.x; never another package of api.
 */
package dev.rebound.api.endpoint;
