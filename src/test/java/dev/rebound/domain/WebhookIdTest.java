package dev.rebound.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookIdTest {
  private static final String TEXT = "AZaz09_-AZaz09_-AZaz09";

  @Test
  void aNewIdHasTheFormAndIsNoOther() {
    SecureRandom random = new SecureRandom();
    Set<Webhook.Id> ids = new HashSet<>();
    for (int i = 0; i < 2000; i++) {
      Webhook.Id id = Webhook.Id.random(random);
      assertEquals(Optional.of(id), Webhook.Id.parse(id.text()));
      // A command would take it for an option.
      assertFalse(id.text().startsWith("-"));
      ids.add(id);
    }
    assertEquals(2000, ids.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AZaz09_-AZaz09_-AZaz0",
        TEXT + "A",
        TEXT + "/",
        TEXT + "\n",
        "/" + TEXT,
        "AZaz09_-AZaz09_-AZaz0=",
        "AZaz09_-AZaz09_-AZaz0+",
        "AZaz09_-AZaz09_-AZaz%30",
        "AZaz09_-AZaz09_-AZaz0\u00e4",
      })
  void anotherFormIsNone(String text) {
    assertEquals(Optional.empty(), Webhook.Id.parse(text));
    assertThrows(IllegalArgumentException.class, () -> new Webhook.Id(text));
  }
}
