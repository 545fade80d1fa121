package dev.rebound.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteServiceTest {
  private static final String KEY = "SG.secret";

  @ParameterizedTest
  @CsvSource({
    "https://api.sendgrid.com, https://api.sendgrid.com",
    "https://api.sendgrid.com/, https://api.sendgrid.com",
    "' HTTPS://example.com:8443/base// ', HTTPS://example.com:8443/base",
    "http://localhost:8080, http://localhost:8080",
    "http://127.0.0.1:8080, http://127.0.0.1:8080",
    "http://127.4.5.6, http://127.4.5.6",
    "http://[::1]:8080, http://[::1]:8080"
  })
  void anEncryptedOrLocalUrlIsTaken(String from, String url) {
    RemoteService service = RemoteService.of(from, KEY, Optional.empty(), false);
    assertEquals(url, service.url().toString());
    assertFalse(service.toString().contains(KEY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.sendgrid.com",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://10.0.0.1",
        "http://[::2]"
      })
  void anUnencryptedOneOfAnotherMachineOnlyWhenItIsSaid(String from) {
    String message = refusal(from, KEY, null);
    assertTrue(message.contains("--insecure"), message);
    assertEquals(from, RemoteService.of(from, KEY, Optional.empty(), true).url().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "api.sendgrid.com",
        "ftp://api.sendgrid.com",
        "https://",
        "https:///v3",
        "https://user:password@api.sendgrid.com",
        "https://api.sendgrid.com?key=x",
        "https://api.sendgrid.com#x",
        "https://api sendgrid.com",
        "file:///etc/passwd"
      })
  void whatIsNoUrlOfAServiceIsRefused(String from) {
    assertTrue(refusal(from, KEY, null).contains("must be a URL"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SG.se cret", "SG.secret\nX-Header: 1", "SG.s\u00e9cret"})
  void aKeyThatNoHeaderCanHoldIsRefusedWithoutBeingTold(String key) {
    String message = refusal("https://api.sendgrid.com", key, null);
    assertEquals("the key must be printable ASCII without blanks", message);
  }

  @Test
  void aSubuserThatNoHeaderCanHoldIsRefused() {
    for (String name : new String[] {"", " shop", "shop\r\nX-Header: 1", "caf\u00e9"}) {
      assertTrue(refusal("https://api.sendgrid.com", KEY, name).startsWith("--on-behalf-of"));
    }
    Optional<String> customer = Optional.of("account-id 42");
    assertEquals(customer, RemoteService.of("https://x.org", KEY, customer, false).onBehalfOf());
  }

  private static String refusal(String from, String key, String onBehalfOf) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> RemoteService.of(from, key, Optional.ofNullable(onBehalfOf), false))
        .getMessage();
  }
}
