/**
 * Lets events go that are older than the setting says, a few at a time and beside everybody else.
 * What is deleted, and how, is the store's; when and at what pace is told here.
 *
 * <p>May touch java.*, the log, the vocabulary, the bus and Vert.x; knows no SQL.
 */
package dev.rebound.retention;
