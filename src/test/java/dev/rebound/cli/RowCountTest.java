package dev.rebound.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** How large numbers are written. */
class RowCountTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "1000 1000",
        "1_000_000 1000000",
        "1,000,000 1000000",
        "1e6 1000000",
        "1E6 1000000",
        "1.5e6 1500000",
        "10m 10000000",
        "2.5K 2500",
        "0 0"
      })
  void aNumberMayBeShort(String text, long rows) {
    assertEquals(rows, new SeedCommand.RowCount().convert(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "m",
        "-1",
        "1.5",
        "1e-3",
        "1e99",
        "ten",
        "0x10",
        "1 000",
        "9999999999999",
        "1b",
        "１"
      })
  void whatIsNoNumberOfRowsIsRefused(String text) {
    assertThrows(TypeConversionException.class, () -> new SeedCommand.RowCount().convert(text));
  }
}
