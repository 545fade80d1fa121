/**
 * The commands: serve, migrate, import, mirror, verify, seed, account, key, webhook. Each opens the
 * database, calls the constructors of the rooms that it needs, and closes what it opened.
 *
 * <p>May touch every room; holds no logic of its own beyond that.
 */
package dev.rebound.cli;
