/**
 * The entry point and the settings. Constructors are called here and in {@code cli}; this package
 * holds no logic.
 */
package dev.rebound;
