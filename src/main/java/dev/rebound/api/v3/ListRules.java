package dev.rebound.api.v3;

/**
 * Settings of the list where SendGrid's behaviour is unknown.
 *
 * @param clampLimit a limit over 500 counts as 500 instead of being an error (contract, chapter 9,
 *     row 1)
 * @param doubleEncodedWildcard a literal {@code %25} in the decoded email filter is a wildcard, as
 *     the documented samples need that most official clients encode twice (contract, 3.1.2)
 * @param linksNextAtEnd the last page links to itself as its {@code next}, instead of having none
 *     (contract, 2.7)
 */
public record ListRules(
    boolean clampLimit, boolean doubleEncodedWildcard, boolean linksNextAtEnd) {}
