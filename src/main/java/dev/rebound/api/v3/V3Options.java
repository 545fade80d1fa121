package dev.rebound.api.v3;

import java.util.List;

/**
 * Settings of v3 where SendGrid's behaviour is unknown, or clients differ.
 *
 * @param list of the list of bounces
 * @param technicalClass the name of technical failures in totals (contract, 3.6)
 * @param extraScopes scopes that {@code GET /v3/scopes} lists besides those of the key; they grant
 *     nothing
 */
public record V3Options(ListRules list, String technicalClass, List<String> extraScopes) {
  public V3Options {
    extraScopes = List.copyOf(extraScopes);
  }
}
