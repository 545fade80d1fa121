package dev.rebound.domain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rebound.support.SignatureVector;
import dev.rebound.support.Signer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
  private static final String BASE64 =
      "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1"
          + "flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";
  private static final byte[] DER = Base64.getDecoder().decode(BASE64);
  // The order of the curve, and the prime of its field (FIPS 186-4, D.1.2.3).
  private static final String ORDER =
      "00ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";

  // The profile drill sets 100.
  private static final int SAMPLES = 20 * Integer.getInteger("rebound.test.samples", 10);

  private final SignatureVector vector = SignatureVector.of("2020-09-14.json");
  private final SigningKey key = SigningKey.parse(vector.publicKey()).orElseThrow();

  static List<SignatureVector> vectors() {
    return SignatureVector.all();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void whatWasPublishedAsSignedIsSigned(SignatureVector published) {
    SigningKey signer = SigningKey.parse(published.publicKey()).orElseThrow();
    assertTrue(signed(signer, published, published.timestamp(), published.body()));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void noKeySignedWhatAnotherDid(SignatureVector published) {
    for (SignatureVector other : SignatureVector.all()) {
      SigningKey signer = SigningKey.parse(other.publicKey()).orElseThrow();
      assertEquals(
          other.name().equals(published.name()),
          signed(signer, published, published.timestamp(), published.body()));
    }
  }

  @Test
  void everyByteIsSigned() {
    for (int i = 0; i < vector.body().length; i++) {
      byte[] changed = vector.body().clone();
      changed[i] ^= 1;
      assertFalse(signed(key, vector, vector.timestamp(), changed));
    }
    assertFalse(signed(key, vector, "1600112503", vector.body()));
    assertFalse(signed(key, vector, "", vector.body()));
    assertFalse(signed(key, vector, vector.timestamp(), new byte[0]));
  }

  @Test
  void theLineBreakAtTheEndIsSignedToo() {
    byte[] body = vector.body();
    assertEquals("]\r\n", new String(body, body.length - 3, 3, StandardCharsets.US_ASCII));
    assertFalse(signed(key, vector, vector.timestamp(), Arrays.copyOf(body, body.length - 2)));
  }

  static Stream<String> forgeries() {
    String vectors = HexFormat.of().formatHex(signature(SignatureVector.of("2020-09-14.json")));
    return Stream.of(
        "",
        "00",
        "30",
        "3000",
        "30020200",
        "300402000200",
        // Both numbers zero, which an old Java took for a signature of anything.
        "3006020100020100",
        "3006020101020100",
        "3006020100020101",
        // One number of the curve's order, which is zero to it.
        "3046" + "0221" + ORDER + "0221" + ORDER,
        "3026" + "0221" + ORDER + "020101",
        // Negative.
        "30060201ff0201ff",
        // More than a signature, or less.
        vectors + "00",
        vectors.substring(0, vectors.length() - 2),
        vectors.replaceFirst("^30", "31"),
        // The other form of a signature: its two numbers of 32 bytes, and nothing else.
        vectors.substring(8, 8 + 64) + vectors.substring(vectors.length() - 64),
        "3080" + vectors.substring(4) + "0000",
        "30847fffffff" + vectors.substring(4),
        "ff".repeat(72),
        "30".repeat(5000));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void whatIsNoSignatureIsNone(String hex) {
    assertFalse(key.signed(HexFormat.of().parseHex(hex), bytes(vector.timestamp()), vector.body()));
  }

  @Test
  void alteredBytesAreNoSignature() {
    Random random = new Random(7);
    for (int i = 0; i < SAMPLES; i++) {
      byte[] bytes = signature(vector);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
      bytes[random.nextInt(8)] ^= (byte) (random.nextBoolean() ? 0 : 1 + random.nextInt(255));
      if (!Arrays.equals(bytes, signature(vector))) {
        assertFalse(key.signed(bytes, bytes(vector.timestamp()), vector.body()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "  %s\n",
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n",
        "-----BEGIN PUBLIC KEY-----\r\n%s\r\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----%s-----END PUBLIC KEY-----",
      })
  void aKeyIsReadAsItIsShown(String form) {
    String wrapped = BASE64.substring(0, 64) + "\n" + BASE64.substring(64);
    for (String text : List.of(BASE64, wrapped, wrapped.replace("\n", "\r\n  "))) {
      assertArrayEquals(DER, SigningKey.parse(form.formatted(text)).orElseThrow().der());
    }
    assertArrayEquals(DER, SigningKey.of(DER).orElseThrow().der());
  }

  static Stream<Arguments> noKeys() throws NoSuchAlgorithmException {
    byte[] offCurve = DER.clone();
    offCurve[DER.length - 1] ^= 1;
    byte[] tooLarge = DER.clone();
    Arrays.fill(tooLarge, 27, 91, (byte) 0xFF);
    return Stream.of(
        arguments("empty", ""),
        arguments("words", "my public key"),
        arguments("cut", BASE64.substring(0, 60)),
        arguments("cut within base64", BASE64.substring(0, 61)),
        arguments("URL-safe base64", BASE64.replace('+', '-').replace('/', '_')),
        arguments("another PEM", "-----BEGIN EC KEY-----\n" + BASE64 + "\n-----END EC KEY-----"),
        arguments("an armour without an end", "-----BEGIN PUBLIC KEY-----\n" + BASE64),
        arguments("mistyped", text(offCurve)),
        arguments("beyond the field", text(tooLarge)),
        arguments("another curve", text(Signer.onCurve("secp384r1").publicKey().getEncoded())),
        arguments("RSA", text(generated("RSA"))),
        arguments("Ed25519", text(generated("Ed25519"))),
        arguments("the point alone", text(Arrays.copyOfRange(DER, 26, 91))),
        arguments("nothing but zeros", text(new byte[91])),
        arguments("a private key", text(privateKey())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("noKeys")
  void anythingElseIsNoKey(String what, String text) {
    assertEquals(Optional.empty(), SigningKey.parse(text));
  }

  private static byte[] generated(String algorithm) throws NoSuchAlgorithmException {
    return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic().getEncoded();
  }

  private static byte[] privateKey() throws NoSuchAlgorithmException {
    return KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded();
  }

  private static boolean signed(
      SigningKey signer, SignatureVector published, String timestamp, byte[] body) {
    return signer.signed(signature(published), bytes(timestamp), body);
  }

  private static byte[] signature(SignatureVector published) {
    return Base64.getDecoder().decode(published.signature());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(byte[] der) {
    return Base64.getEncoder().encodeToString(der);
  }
}
