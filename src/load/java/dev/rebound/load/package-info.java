/**
 * Load tests of a service with Gatling: {@code mvn -Pload test}, see {@code docs/load.md}. Gatling
 * starts {@link dev.rebound.load.LoadSimulation}. A {@link dev.rebound.load.Profile} has the shares
 * of the virtual users, a {@link dev.rebound.load.VirtualUser} the requests of one of them.
 *
 * <p>The load tests use only HTTP, with any service that has SendGrid's bounce API. From Rebound's
 * own code they use the names of the classifications and generated replies.
 */
package dev.rebound.load;
