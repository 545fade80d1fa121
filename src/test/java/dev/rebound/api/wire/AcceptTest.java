package dev.rebound.api.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        "application/json; charset=utf-8",
        "application/*",
        "*/*",
        "text/html, */*;q=0.1",
        "text/csv,application/json",
        "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
        "application/json;q=0.001",
        "application/json; q=1.0",
      })
  void thisAllowsJson(String header) {
    assertTrue(new Accept(header == null ? "" : header).allowsJson());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        ",",
        "text/csv",
        "text/*",
        "application/xml, text/html",
        "application/json-seq",
        "application/problem+json",
        "application/json;q=0",
        "application/json ; q=0.000",
        "application/json;\tQ=0",
        "*/*;q=0, text/csv",
      })
  void thisDoesNot(String header) {
    assertFalse(new Accept(header == null ? "" : header).allowsJson());
  }
}
