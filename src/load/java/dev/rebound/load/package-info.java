/**
 * Load on a service from outside, by Gatling: {@code mvn -Pload test}, see {@code docs/load.md}.
 * {@link dev.rebound.load.LoadSimulation} is what Gatling starts; a {@link
 * dev.rebound.load.Profile} says who visits, a {@link dev.rebound.load.Visitor} what one does.
 *
 * <p>Speaks HTTP only, to any service with SendGrid's bounce API. From Rebound's own code it takes
 * the names of the classes and made-up replies.
 */
package dev.rebound.load;
