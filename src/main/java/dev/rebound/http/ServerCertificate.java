package dev.rebound.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509KeyManager;

/**
 * The certificate and private key of a server, in two PEM files. Keeps the last pair that could be
 * used.
 */
public final class ServerCertificate {
  private static final byte[] SAMPLE = "rebound".getBytes(StandardCharsets.UTF_8);

  private final Path certificateFile;
  private final Path keyFile;
  private Buffer certificate = Buffer.buffer();
  private Buffer key = Buffer.buffer();
  private String lastProblem = "";
  private volatile PemKeyCertOptions current;

  private ServerCertificate(Path certificateFile, Path keyFile) {
    this.certificateFile = certificateFile;
    this.keyFile = keyFile;
  }

  /** Files that cannot be used. The message is one line and contains no part of a file. */
  public static final class InvalidException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidException(String message) {
      super(message);
    }
  }

  /**
   * Reads both files.
   *
   * @param certificateFile the certificate and those of its issuers, in this order
   * @param keyFile the private key, of RSA or an elliptic curve, in PKCS#8, PKCS#1 or SEC 1, not
   *     encrypted
   * @throws InvalidException if a file cannot be read, or the key is not that of the certificate
   */
  public static ServerCertificate read(Path certificateFile, Path keyFile) throws InvalidException {
    ServerCertificate read = new ServerCertificate(certificateFile, keyFile);
    read.readFiles();
    return read;
  }

  /** Returns the options of a server with this certificate. */
  public PemKeyCertOptions current() {
    return current;
  }

  /**
   * Reads both files again, and returns whether the certificate is a new one.
   *
   * @throws InvalidException once for each cause
   */
  public synchronized boolean reload() throws InvalidException {
    try {
      boolean hasChanged = readFiles();
      lastProblem = "";
      return hasChanged;
    } catch (InvalidException e) {
      if (e.getMessage().equals(lastProblem)) {
        return false;
      }
      lastProblem = e.getMessage();
      throw e;
    }
  }

  private boolean readFiles() throws InvalidException {
    Buffer newCertificate = bytes(certificateFile);
    Buffer newKey = bytes(keyFile);
    if (newCertificate.equals(certificate) && newKey.equals(key)) {
      return false;
    }
    PemKeyCertOptions options =
        new PemKeyCertOptions().setCertValue(newCertificate).setKeyValue(newKey);
    requireMatch(options);
    certificate = newCertificate;
    key = newKey;
    current = options;
    return true;
  }

  private static Buffer bytes(Path file) throws InvalidException {
    try {
      return Buffer.buffer(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new InvalidException("there is no file " + file);
    } catch (AccessDeniedException e) {
      throw new InvalidException("permission to read " + file + " is denied");
    } catch (IOException e) {
      throw new InvalidException("cannot read " + file);
    }
  }

  private void requireMatch(PemKeyCertOptions options) throws InvalidException {
    X509KeyManager manager = keyManager(options);
    for (String type : new String[] {"RSA", "EC"}) {
      String[] aliases = manager.getServerAliases(type, null);
      if (aliases != null && aliases.length > 0) {
        PrivateKey privateKey = manager.getPrivateKey(aliases[0]);
        requireMatch(type, privateKey, manager.getCertificateChain(aliases[0])[0]);
        return;
      }
    }
    throw new InvalidException(certificateFile + " is a certificate neither of RSA nor of EC");
  }

  private X509KeyManager keyManager(PemKeyCertOptions options) throws InvalidException {
    try {
      // Without a path, nothing needs the instance of Vert.x.
      return (X509KeyManager) options.getKeyManagerFactory(null).getKeyManagers()[0];
    } catch (Exception e) {
      // Causes hold parts of the files.
      throw new InvalidException(
          certificateFile
              + " and "
              + keyFile
              + " are not a certificate and its private key in PEM, not encrypted");
    }
  }

  private void requireMatch(String type, PrivateKey privateKey, X509Certificate owner)
      throws InvalidException {
    try {
      Signature signature =
          Signature.getInstance(type.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
      signature.initSign(privateKey);
      signature.update(SAMPLE);
      byte[] signed = signature.sign();
      signature.initVerify(owner.getPublicKey());
      signature.update(SAMPLE);
      if (signature.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException e) {
      // Keys of different kinds or sizes.
    }
    throw new InvalidException(
        keyFile + " is not the key of the certificate in " + certificateFile);
  }
}
