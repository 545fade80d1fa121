/**
 * The commands: serve, migrate, import, mirror, verify, seed, account, key, webhook. A command
 * opens the database, calls the constructors of the packages that it needs, and closes what it
 * opened.
 *
 * <p>May use every package; holds no other logic.
 */
package dev.rebound.cli;
