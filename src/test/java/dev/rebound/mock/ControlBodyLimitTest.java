package dev.rebound.mock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies of controls that are longer than 1 MiB. */
class ControlBodyLimitTest {
  @AutoClose private static final Mock MOCK = Mock.start();

  @ParameterizedTest
  @CsvSource({
    "PUT, /mock/faults",
    "PUT, /mock/outcomes",
    "PUT, /mock/clock",
    "POST, /mock/accounts",
    "POST, /mock/seed",
    "POST, /mock/reset",
    "POST, /mock/events",
  })
  void aBodyThatIsTooLongIsRefusedWithAndWithoutItsLength(String method, String path) {
    byte[] body = new byte[Controls.MAX_BODY + 1];
    Arrays.fill(body, (byte) ' ');
    assertRefused(method, path, BodyPublishers.ofByteArray(body));
    // The client sends a stream of unknown length in chunks.
    assertRefused(method, path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
  }

  private static void assertRefused(String method, String path, BodyPublisher body) {
    HttpResponse<String> response = MOCK.controls().send(method, path, body);
    assertEquals(413, response.statusCode(), response.body());
    assertEquals("{\"error\":\"the body must have at most 1048576 bytes\"}\n", response.body());
  }
}
