package dev.rebound.mock.event;

import java.net.InetSocketAddress;
import java.net.URI;

/**
 * Where events are sent.
 *
 * @param address of the URL's host as it was looked up once; nobody looks again, as the answer may
 *     be another one then
 */
record Target(URI url, InetSocketAddress address) {}
