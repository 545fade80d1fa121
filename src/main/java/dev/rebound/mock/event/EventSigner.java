package dev.rebound.mock.event;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * Signs as SendGrid does: ECDSA on the curve P-256 with SHA-256 (contract, 6.4). It generates its
 * key, which lives as long as the process. Thread-safe.
 */
public final class EventSigner {
  private final KeyPair keys;

  private EventSigner(KeyPair keys) {
    this.keys = keys;
  }

  /** Creates a signer with a new key. */
  public static EventSigner create() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return new EventSigner(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  /** Returns the key in SendGrid's format: base64 of its DER form. */
  public String publicKey() {
    return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
  }

  /**
   * Signs a body, within about a millisecond.
   *
   * @param timestamp signed directly before the body
   * @return base64 of the signature's DER form
   */
  String sign(String timestamp, byte[] body) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(timestamp.getBytes(StandardCharsets.US_ASCII));
      signature.update(body);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has ECDSA over P-256", e);
    }
  }
}
