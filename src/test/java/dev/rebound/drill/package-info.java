/**
 * Restarts and failures under load, with real servers: what takes too long for every build. Run by
 * {@code mvn -Pdrill verify}.
 */
package dev.rebound.drill;
