/**
 * The vocabulary: what a bounce, an event, an account and a key are, as immutable values that every
 * other room speaks in.
 *
 * <p>May touch java.* only; knows neither Vert.x nor JSON nor SQL.
 */
package dev.rebound.domain;
