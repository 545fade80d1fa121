/**
 * The entry point and the settings. Constructors are called here and in {@code cli}; there is no
 * logic.
 */
package dev.rebound;
