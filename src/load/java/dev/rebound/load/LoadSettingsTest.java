package dev.rebound.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadSettingsTest {
  private static final Map<String, String> KEY = Map.of("LOAD_KEY", "SG.a.b");

  @Test
  void onlyTheKeyIsRequired() {
    LoadSettings settings = LoadSettings.of(new Properties(), KEY);
    assertEquals(
        new LoadSettings(
            "http://127.0.0.1:8080",
            "SG.a.b",
            Profile.LOOKUP,
            100,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            "127.0.0.1",
            OptionalInt.empty()),
        settings);
  }

  @Test
  void allSettingsAreRead() {
    Properties properties = new Properties();
    properties.setProperty("load.url", "https://bounces.example/");
    properties.setProperty("load.key", "SG.c.d");
    properties.setProperty("load.profile", "Mixed");
    properties.setProperty("load.rate", "2000");
    properties.setProperty("load.ramp", "0");
    properties.setProperty("load.seconds", "60");
    properties.setProperty("load.hook-host", "load.example");
    properties.setProperty("load.p99", "20");
    assertEquals(
        new LoadSettings(
            "https://bounces.example",
            "SG.c.d",
            Profile.MIXED,
            2000,
            Duration.ZERO,
            Duration.ofSeconds(60),
            "load.example",
            OptionalInt.of(20)),
        LoadSettings.of(properties, KEY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          load.url     | ftp://127.0.0.1
          load.url     | 127.0.0.1:8080
          load.url     | http://127.0.0.1:8080/?a=b
          load.profile | lookups
          load.rate    | 0
          load.rate    | 100001
          load.rate    | 10.5
          load.rate    | many
          load.ramp    | -1
          load.seconds | 0
          load.seconds | 86401
          load.p99     | -1
          load.p99     | 99999999999
          """)
  void aWrongSettingIsReportedByName(String name, String value) {
    Properties properties = new Properties();
    properties.setProperty(name, value);
    String message =
        assertThrows(IllegalArgumentException.class, () -> LoadSettings.of(properties, KEY))
            .getMessage();
    assertEquals("-D" + name + " must be", message.substring(0, name.length() + 10));
  }

  @Test
  void aMissingKeyIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> LoadSettings.of(new Properties(), Map.of()));
  }

  @Test
  void theKeyIsNotPrinted() {
    assertFalse(LoadSettings.of(new Properties(), KEY).toString().contains("SG."));
  }

  @Test
  void aRampCountsHalf() {
    // Nine tenths of 2,500 requests in the ramp and 30,000 after it, in 35 s.
    Properties properties = new Properties();
    properties.setProperty("load.rate", "1000");
    assertEquals(0.9 * 32_500 / 35, LoadSettings.of(properties, KEY).leastRate(), 1e-6);
  }
}
