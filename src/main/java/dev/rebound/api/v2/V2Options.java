package dev.rebound.api.v2;

import java.time.ZoneId;

/**
 * Settings of v2 where its documents and recordings differ (contract, 4.1, 4.2 and 4.4).
 *
 * @param jsonContentType of JSON responses
 * @param integerCount whether a count is a JSON number instead of a string
 * @param zone of days and times
 */
public record V2Options(String jsonContentType, boolean integerCount, ZoneId zone) {}
