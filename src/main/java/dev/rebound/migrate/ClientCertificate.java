package dev.rebound.migrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The certificate by which this service proves its identity to PostgreSQL, in PEM files.
 *
 * @param certificate with those of its issuers after it
 * @param key its private key in PKCS#8, of RSA or an elliptic curve, not encrypted
 */
public record ClientCertificate(Path certificate, Path key) {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  /**
   * Returns the algorithm of the key, which the JDBC driver does not detect.
   *
   * @throws SetupException if a file cannot be read, or the key is of another kind
   */
  String keyAlgorithm() {
    read("sslcert", certificate);
    Matcher pem = PKCS8.matcher(read("sslkey", key));
    if (pem.find()) {
      for (String algorithm : new String[] {"RSA", "EC"}) {
        if (isKey(algorithm, pem.group(1))) {
          return algorithm;
        }
      }
    }
    throw new SetupException(
        key
            + " (sslkey) is not a private key of RSA or EC in PKCS#8 (BEGIN PRIVATE KEY), not"
            + " encrypted; openssl pkcs8 -topk8 -nocrypt converts one");
  }

  private static String read(String parameter, Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw SetupException.of("cannot read " + file + " (" + parameter + ")", e);
    }
  }

  private static boolean isKey(String algorithm, String base64) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(base64);
      KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
      return true;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // The next algorithm is tried.
      return false;
    }
  }
}
