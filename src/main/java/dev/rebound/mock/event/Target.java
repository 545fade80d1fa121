package dev.rebound.mock.event;

import java.net.InetSocketAddress;
import java.net.URI;

/**
 * The receiver of events.
 *
 * @param address of the URL's host, resolved once, since a second resolution may differ
 */
record Target(URI url, InetSocketAddress address) {}
