package dev.rebound.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
  private static final String DOMAIN = "@x.org";
  private static final int LOCAL_LENGTH = EmailAddress.MAX_LENGTH - DOMAIN.length();
  private static final String ASTRAL = "\ud83d\ude00";

  static Stream<Arguments> addresses() {
    return Stream.of(
        arguments("ann@example.com", "ann@example.com"),
        arguments("Ann@EXAMPLE.Com", "ann@example.com"),
        arguments(" \t\r\n\u3000ann@example.com\u2003 ", "ann@example.com"),
        arguments("a@b", "a@b"),
        arguments("a+b%c_d\\e/f@x.org", "a+b%c_d\\e/f@x.org"),
        arguments("\"two words\"@x.org", "\"two words\"@x.org"),
        arguments("J\u00dcRGEN@\u00c9cole.fr", "j\u00fcrgen@\u00e9cole.fr"),
        arguments("\u65e5\u672c@\u4f8b.jp", "\u65e5\u672c@\u4f8b.jp"),
        arguments(ASTRAL + "@x.org", ASTRAL + "@x.org"),
        arguments("\ud801\udc00@x.org", "\ud801\udc28@x.org"),
        arguments("a".repeat(LOCAL_LENGTH) + DOMAIN, "a".repeat(LOCAL_LENGTH) + DOMAIN),
        arguments(ASTRAL.repeat(LOCAL_LENGTH) + DOMAIN, ASTRAL.repeat(LOCAL_LENGTH) + DOMAIN),
        arguments(" ".repeat(1000) + "a@b", "a@b"));
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void anAddressIsTrimmedAndLowerCased(String raw, String text) {
    assertEquals(Optional.of(new EmailAddress(text)), EmailAddress.parse(raw));
  }

  static Stream<String> others() {
    return Stream.of(
        "",
        " ",
        "ann",
        "@",
        "@example.com",
        "ann@",
        " @ ",
        "ann@@example.com",
        "ann@example@com",
        "a\u0000b@x.org",
        "a\tb@x.org",
        "a\r\nb@x.org",
        "a\u007fb@x.org",
        "a\u0085b@x.org",
        "a\ud800b@x.org",
        "a@x\udc00.org",
        "\ude00\ud83d@x.org",
        "a".repeat(LOCAL_LENGTH + 1) + DOMAIN,
        ASTRAL.repeat(LOCAL_LENGTH + 1) + DOMAIN,
        // Lower-cased, each of these is two characters.
        "\u0130".repeat(LOCAL_LENGTH / 2 + 1) + DOMAIN);
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatCanBeNoAddressIsNone(String raw) {
    assertEquals(Optional.empty(), EmailAddress.parse(raw));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "az-AZ", "lt-LT", "en-US"})
  void theLocaleOfTheMachineMakesNoDifference(String tag) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(tag));
    try {
      assertEquals("iris@mail.info", EmailAddress.parse("IRIS@MAIL.INFO").orElseThrow().text());
      assertEquals("\u0131@x.org", EmailAddress.parse("\u0131@x.org").orElseThrow().text());
      assertEquals("i\u0307@x.org", EmailAddress.parse("\u0130@x.org").orElseThrow().text());
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ann@x.org", " ann@x.org", "ann@x.org\n", "\u0130@x.org", "ann", "a@b@c"})
  void onlyANormalisedTextMakesOneDirectly(String text) {
    assertThrows(IllegalArgumentException.class, () -> new EmailAddress(text));
  }

  @Test
  void itStaysOutOfLogs() {
    EmailAddress email = new EmailAddress("ann@example.com");
    assertFalse(email.toString().contains("ann"));
    assertFalse(new Bounce.Lookup(1, List.of(email)).toString().contains("ann"));
  }
}
