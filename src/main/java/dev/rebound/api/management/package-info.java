/**
 * The management of accounts, keys and webhooks over HTTP, with scopes of its own.
 *
 * <p>May use domain, bus, api.endpoint, api.wire and vertx-web; never another API.
 */
package dev.rebound.api.management;
