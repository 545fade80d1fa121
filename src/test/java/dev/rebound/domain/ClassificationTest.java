package dev.rebound.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassificationTest {
  @Test
  void thereAreSendGridsSevenClasses() {
    assertEquals(
        List.of(
            "Content",
            "Frequency or Volume Too High",
            "Invalid Address",
            "Mailbox Unavailable",
            "Reputation",
            "Technical Failure",
            "Unclassified"),
        Arrays.stream(Classification.values()).map(Classification::label).toList());
  }

  @ParameterizedTest
  @EnumSource
  void aNameInAnyCaseNamesItsClass(Classification classification) {
    String label = classification.label();
    assertEquals(Optional.of(classification), Classification.of(label));
    assertEquals(Optional.of(classification), Classification.of(label.toUpperCase(Locale.ROOT)));
    assertEquals(Optional.of(classification), Classification.of(label.toLowerCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Technical", "technical", "TECHNICAL FAILURE"})
  void theWebhooksNameForTechnicalFailuresIsOneToo(String name) {
    assertEquals(Optional.of(Classification.TECHNICAL_FAILURE), Classification.of(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Content ", "InvalidAddress", "Invalid_Address", "Technical Failures"})
  void anotherTextNamesNone(String name) {
    assertEquals(Optional.empty(), Classification.of(name));
  }
}
