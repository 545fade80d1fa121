package dev.rebound.support;

import dev.rebound.domain.SigningKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** A key pair as SendGrid has one for each of its webhooks. */
public final class Signer {
  private final KeyPair keys;

  private Signer(KeyPair keys) {
    this.keys = keys;
  }

  public static Signer create() {
    return onCurve("secp256r1");
  }

  public static Signer onCurve(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return new Signer(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public SigningKey signingKey() {
    return SigningKey.of(publicKey().getEncoded()).orElseThrow();
  }

  public PublicKey publicKey() {
    return keys.getPublic();
  }

  /** Base64 of the signature over these parts, one after the other. */
  public String sign(byte[]... parts) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      for (byte[] part : parts) {
        signature.update(part);
      }
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
