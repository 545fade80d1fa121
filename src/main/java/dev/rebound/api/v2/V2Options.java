package dev.rebound.api.v2;

import java.time.ZoneId;

/**
 * Where what is known of the legacy API differs (contract, 4.1, 4.2 and 4.4).
 *
 * @param jsonContentType of its JSON answers
 * @param integerCount whether a count is a JSON number instead of a string
 * @param zone in which its days and times are told
 */
public record V2Options(String jsonContentType, boolean integerCount, ZoneId zone) {}
