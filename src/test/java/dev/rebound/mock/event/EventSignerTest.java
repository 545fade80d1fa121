package dev.rebound.mock.event;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rebound.domain.SigningKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class EventSignerTest {

  @Test
  void whatItSignsHoldsWithTheKeyThatItShows() {
    EventSigner signer = EventSigner.create();
    byte[] body = "[{\"a\":1}]\r\n".getBytes();
    byte[] signature = Base64.getDecoder().decode(signer.sign("1600112502", body));
    SigningKey key = SigningKey.parse(signer.publicKey()).orElseThrow();
    assertTrue(signer.publicKey().startsWith("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE"));
    assertTrue(key.signed(signature, "1600112502".getBytes(), body));
    assertFalse(key.signed(signature, "1600112503".getBytes(), body));
  }

  @Test
  void eachHasAKeyOfItsOwn() {
    assertNotEquals(EventSigner.create().publicKey(), EventSigner.create().publicKey());
  }
}
