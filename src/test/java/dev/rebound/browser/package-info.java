/**
 * The console in a real browser: Chromium, driven by Playwright. Tests find everything as users do,
 * by roles and labels. Where no Chromium is on the path, the classes are skipped, unless {@code
 * REBOUND_TEST_BROWSER} is {@code required}.
 */
package dev.rebound.browser;
