/**
 * The domain model: bounces, events, accounts and keys as immutable records and enums, which all
 * other packages use.
 *
 * <p>May use java.* only; knows neither Vert.x nor JSON nor SQL.
 */
package dev.rebound.domain;
