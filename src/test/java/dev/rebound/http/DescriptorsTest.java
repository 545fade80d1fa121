package dev.rebound.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections that the descriptors of a process allow. */
class DescriptorsTest {

  @ParameterizedTest
  @CsvSource({"1048576, 10000", "10000, 8400", "4096, 2496", "1024, 512", "1, 1", "-1, 10000"})
  void descriptorsAreLeftForAllOthers(long max, int connections) {
    assertEquals(connections, Descriptors.forApi(10_000, 100, max));
  }
}
