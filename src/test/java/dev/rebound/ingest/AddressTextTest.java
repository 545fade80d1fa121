package dev.rebound.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rebound.domain.EmailAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@x.org",
        " Ann@X.org\t",
        "\u00a0ann@x.org\u00a0",
        "\u200bann@x.org",
        "ann@x.org\u200e",
        "ann@x.org,",
        "ann@x.org;",
        "ann@x.org.",
        "'ann@x.org",
        "'ann@x.org'",
        "\u201cann@x.org\u201d",
        "<ann@x.org>",
        "Ann O'Neil <ann@x.org>",
        "\"Upper, Ann\" <ann@x.org>",
        "ann@x.org (Ann)",
        "mailto:ann@x.org",
        "mailto:ann@x.org?subject=Hi",
        "smtp:ann@x.org",
        "rfc822; ann@x.org",
        "=\"ann@x.org\"",
        "- ann@x.org",
        "* <ann@x.org>"
      })
  void whatStandsAroundAnAddressIsTakenOff(String text) {
    assertEquals(EmailAddress.parse("ann@x.org"), AddressText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"o'neil@x.org", "a.b+c@x.org", "what?@x.org", "-ann@x.org"})
  void anUnusualLocalPartIsKept(String text) {
    assertEquals(EmailAddress.parse(text), AddressText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ann",
        "ann@",
        "ann @x.org",
        "ann@x.org bob@x.org",
        "ann@x.org?subject=Hi",
        "[ann@x.org](mailto:ann@x.org)"
      })
  void anUnclearTextHasNoAddress(String text) {
    assertEquals(Optional.empty(), AddressText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ann@x.org,bob", "bob,ann@x.org", "ann@x.org;bob"})
  void aSeparatorIsNoPartOfAnEntry(String text) {
    assertEquals(Optional.empty(), AddressText.parseEntry(text));
    assertEquals(EmailAddress.parse(text), AddressText.parse(text));
  }

  @Test
  void aSeparatorAfterAnEntryIsTakenOff() {
    assertEquals(EmailAddress.parse("ann@x.org"), AddressText.parseEntry("ann@x.org,"));
  }
}
