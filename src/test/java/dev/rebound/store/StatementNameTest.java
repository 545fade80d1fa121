package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.BounceSelection;
import dev.rebound.domain.EmailAddress;
import dev.rebound.domain.TimeRange;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementNameTest {

  @ParameterizedTest
  @ValueSource(
      classes = {
        AccountStatements.class,
        BounceStatements.class,
        DeletionStatements.class,
        EraseStatements.class,
        ErasedStatements.class,
        HistoryStatements.class,
        IngestStatements.class,
        ListStatements.class,
        Schema.class,
        TotalsStatements.class,
        VerifyStatements.class,
        WebhookStatements.class
      })
  void everyStatementHasANameOfItsOwn(Class<?> statements) throws IllegalAccessException {
    List<String> names = new ArrayList<>();
    for (Field field : statements.getDeclaredFields()) {
      if (field.getType() == String.class && !Modifier.isPrivate(field.getModifiers())) {
        names.add(StatementName.of((String) field.get(null)));
      }
    }
    assertTrue(!names.isEmpty() && names.stream().allMatch(name -> name.matches("[a-z._-]+")));
    assertTrue(!names.contains(StatementName.NONE), names.toString());
    assertEquals(names.size(), new HashSet<>(names).size(), names.toString());
  }

  @Test
  void theNameOfASelectionIsThatOfItsQuestionWhateverIsSelected() {
    EmailAddress email = EmailAddress.parse("ada@example.com").orElseThrow();
    Stream.of(
            new BounceSelection(1, TimeRange.ALL, List.of(), Optional.empty()),
            new BounceSelection(
                1, TimeRange.ALL, List.of(email), Optional.of(BounceSelection.Severity.SOFT)))
        .forEach(
            selection -> {
              assertEquals(
                  List.of(
                      "selection.scan",
                      "selection.scan-after",
                      "selection.count",
                      "selection.delete"),
                  Stream.of(
                          SelectionStatements.scan(selection),
                          SelectionStatements.scanAfter(selection),
                          SelectionStatements.count(selection),
                          SelectionStatements.deleteBefore(selection))
                      .map(StatementName::of)
                      .toList());
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1", "", "--", "-- name without a text", "/* no */\nSELECT 1"})
  void aTextWithoutANameIsUnnamed(String sql) {
    assertEquals(StatementName.NONE, StatementName.of(sql));
  }

  @Test
  void aNameThatWasPutOnATextIsRead() {
    assertEquals("list.page", StatementName.of(StatementName.put("list.page", "SELECT 1")));
  }
}
