package dev.rebound.ingest.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rebound.ingest.RowKind;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvMappingTest {
  private static final String FORM =
      "a mapping consists of field=Column and type:blocked, separated by commas, not ";

  @Test
  void fieldsAndATypeForAllAreRead() {
    assertEquals(
        new CsvMapping(
            Map.of("email", "E=Mail", "reason", "Why not"),
            Optional.of(RowKind.BLOCKED),
            Optional.empty()),
        CsvMapping.parse("email=E=Mail, Reason = Why not ,type:blocked"));
    assertEquals(CsvMapping.AUTOMATIC.withKind(RowKind.BOUNCE), CsvMapping.parse("type: bounce"));
  }

  @ParameterizedTest
  @CsvSource({
    "cleaned_members_export_a1.csv, bounce",
    "lists/unsubscribed_email_audience_export_a1.csv, unsubscribe",
    "nonsubscribed_members_export_a1.csv, subscribed",
    "cleaned_list.csv,",
    "bounces.csv,"
  })
  void theNamesOfMailchimpsExportsNameTheKind(String file, String kind) {
    assertEquals(
        Optional.ofNullable(kind), CsvMapping.AUTOMATIC.ofFile(file).kind().map(RowKind::name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''            | " + FORM + "\"\"",
        "mailgun       | " + FORM + "\"mailgun\"",
        "email=        | " + FORM + "\"email=\"",
        "email=a,      | " + FORM + "\"\"",
        "mail=a        | there is no field \"mail\"; the fields are email, created, reason, status,"
            + " type and classification",
        "reason=a      | the mapping must name the address column: email=…",
        "email=a,email=b | the mapping has two columns for email",
        "type:dropped  | type: must be bounce or blocked",
        "type:         | type: must be bounce or blocked",
        "type:bounce,type:blocked | the mapping has two types for all rows",
        "email=a,type=b,type:bounce | type is either a column (type=…) or the same for all rows"
            + " (type:…)",
      })
  void anInvalidMappingIsRefusedWithAReason(String text, String message) {
    Exception fault =
        assertThrows(IllegalArgumentException.class, () -> CsvMapping.parse(text.strip()));
    assertEquals(message, fault.getMessage());
  }
}
