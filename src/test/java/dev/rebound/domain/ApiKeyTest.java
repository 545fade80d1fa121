package dev.rebound.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApiKeyTest {
  private static final String ID = "AZaz09_-AZaz09_-AZaz09";
  private static final String SECRET = "0123456789abcdefghijklmnopqrstuvwxyzABCD-_0";
  private static final String TEXT = "SG." + ID + "." + SECRET;
  private static final Account ACCOUNT = new Account(1, "root", Optional.empty(), Optional.empty());

  @Test
  void theDocumentedFormIsAKey() {
    assertEquals(69, TEXT.length());
    assertEquals(Optional.of(new ApiKey(ID, SECRET)), ApiKey.parse(TEXT));
    assertEquals(TEXT, ApiKey.parse(TEXT).orElseThrow().text());
  }

  static Stream<String> others() {
    return Stream.of(
        "",
        "SG",
        "SG..",
        ID + "." + SECRET,
        TEXT.toLowerCase(Locale.ROOT),
        "sg" + TEXT.substring(2),
        " " + TEXT,
        TEXT + " ",
        TEXT + "\n",
        TEXT + "=",
        TEXT.substring(0, 68),
        TEXT.replace('.', ':'),
        TEXT.replace('_', '/'),
        TEXT.replace('-', '+'),
        TEXT.replace('A', '\u00c4'),
        "SG." + SECRET + "." + ID,
        "SG." + ID + "." + SECRET + "." + ID);
  }

  @ParameterizedTest
  @MethodSource("others")
  void anotherFormIsNone(String text) {
    assertEquals(Optional.empty(), ApiKey.parse(text));
  }

  @Test
  void aNewKeyHasTheFormAndIsNoOther() {
    SecureRandom random = new SecureRandom();
    ApiKey key = ApiKey.random(random);
    assertEquals(Optional.of(key), ApiKey.parse(key.text()));
    ApiKey other = ApiKey.random(random);
    assertNotEquals(key.id(), other.id());
    assertNotEquals(key.secret(), other.secret());
  }

  // Every database holds hashes of earlier versions.
  @Test
  void theHashIsTheSameInEveryVersion() {
    assertEquals(
        "ad8a764893cb69b0524c4a378e9c68173d5b6d8dc44994522657ce7c9f6518dd",
        HexFormat.of().formatHex(new ApiKey(ID, SECRET).hash()));
  }

  @Test
  void aGrantIsForTheSecretThatWasHashed() {
    ApiKey key = new ApiKey(ID, SECRET);
    ApiKey.Grant grant = new ApiKey.Grant(ACCOUNT, Optional.of(key.id()), key.hash(), Set.of());
    assertTrue(grant.matches(key));
    assertFalse(grant.matches(new ApiKey(ID, SECRET.replace('0', '1'))));
    assertFalse(new ApiKey.Grant(ACCOUNT, Optional.empty(), new byte[0], Set.of()).matches(key));
  }

  @Test
  void theSecretStaysOutOfLogs() {
    assertEquals("ApiKey[" + ID + "]", new ApiKey(ID, SECRET).toString());
  }
}
