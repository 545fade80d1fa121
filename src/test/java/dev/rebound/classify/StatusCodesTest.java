package dev.rebound.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusCodesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          550 5.1.1 no                    | ''    | 550 | 5.1.1
          550-5.1.1 no                    | 5.7.1 | 550 | 5.1.1 5.7.1
          smtp; 550 no (#5.1.1)           | ''    | 550 | 5.1.1
          smtp;421 4.7.0 [198.51.100.7] no| 4.7.0 | 421 | 4.7.0
          no (5.7.1)                      | 550   | 550 | 5.7.1
          no                              | 4.0.0 | ''  | 4.0.0
          at 198.51.100.7 in 5.10.200.4   | ''    | ''  | ''
          version 5.1 of 5.1.1.1 or x5.1.1| ''    | ''  | ''
          250 2.0.0 ok                    | ''    | ''  | ''
          5500 or 55 or 654               | ''    | ''  | ''
          4.4.7. 4.4.7 5.1.10             | ''    | ''  | 4.4.7 5.1.10
          """)
  void areReadFromTextAndField(String text, String field, String reply, String statuses) {
    StatusCodes codes = StatusCodes.of(text, field.replace("''", ""));
    assertEquals(reply.replace("''", ""), codes.reply());
    assertEquals(statuses.replace("''", ""), String.join(" ", codes.statuses()));
  }

  @Test
  void matchTheirBeginnings() {
    StatusCodes codes = new StatusCodes(List.of("5.7.1", "5.1.10"), "550");
    for (String kind : List.of("5", "5.7", "5.7.1", "5.1", "550", "5.1.10")) {
      assertTrue(codes.matches(kind), kind);
    }
    for (String kind : List.of("4", "5.1.1", "5.7.10", "551", "5.2")) {
      assertFalse(codes.matches(kind), kind);
    }
    assertTrue(new StatusCodes(List.of(), "421").matches("4"));
  }
}
