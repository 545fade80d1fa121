package dev.rebound.domain;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sender's public key for signed webhooks: ECDSA with the curve P-256 and SHA-256 (contract,
 * 6.4).
 */
public final class SigningKey {
  private static final Pattern ARMOUR =
      Pattern.compile("-----BEGIN PUBLIC KEY-----(.*)-----END PUBLIC KEY-----", Pattern.DOTALL);
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final ECParameterSpec P_256 = p256();

  private final ECPublicKey key;

  private SigningKey(ECPublicKey key) {
    this.key = key;
  }

  /**
   * Parses a key as SendGrid shows it: base64 of its DER form, with or without PEM markers.
   *
   * @return empty when the text is not a key, or a key of another type or curve
   */
  public static Optional<SigningKey> parse(String text) {
    String bare = text.strip();
    Matcher armoured = ARMOUR.matcher(bare);
    String base64 = armoured.matches() ? armoured.group(1) : bare;
    try {
      return of(Base64.getDecoder().decode(BLANKS.matcher(base64).replaceAll("")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Parses a key's DER form, a SubjectPublicKeyInfo (RFC 5480).
   *
   * @return empty when the bytes are not a key, or a key of another type or curve
   */
  public static Optional<SigningKey> of(byte[] der) {
    try {
      ECPublicKey key =
          (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
      return isOnP256(key) ? Optional.of(new SigningKey(key)) : Optional.empty();
    } catch (InvalidKeySpecException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has EC keys", e);
    }
  }

  // The platform accepts any two numbers as a point; the point of a mistyped key is not on the
  // curve.
  private static boolean isOnP256(ECPublicKey key) {
    if (!key.getParams().getCurve().equals(P_256.getCurve())
        || !key.getParams().getGenerator().equals(P_256.getGenerator())) {
      return false;
    }
    BigInteger prime = ((ECFieldFp) P_256.getCurve().getField()).getP();
    ECPoint point = key.getW();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    BigInteger right =
        x.multiply(x).add(P_256.getCurve().getA()).multiply(x).add(P_256.getCurve().getB());
    return x.compareTo(prime) < 0
        && y.compareTo(prime) < 0
        && y.multiply(y).subtract(right).mod(prime).signum() == 0;
  }

  private static ECParameterSpec p256() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  /** Returns the DER form. */
  public byte[] der() {
    return key.getEncoded();
  }

  /**
   * Returns whether the signature is valid for the concatenation of these parts. Takes about a
   * millisecond.
   *
   * @param signature in DER form; a malformed signature is invalid
   */
  public boolean signed(byte[] signature, byte[]... parts) {
    try {
      Signature verifier = Signature.getInstance("SHA256withECDSA");
      verifier.initVerify(key);
      for (byte[] part : parts) {
        verifier.update(part);
      }
      return verifier.verify(signature);
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has ECDSA over P-256", e);
    }
  }
}
