package dev.rebound.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListDeletionsTest {
  @ParameterizedTest
  @CsvSource({"1, 10000", "16, 625", "101, 99", "800, 12", "6400, 1", "10000, 1"})
  void theStatementsOfAllConnectionsHaveTenThousandAddressesAtMost(int connections, int batch) {
    assertEquals(batch, ListDeletions.batch(connections));
  }
}
