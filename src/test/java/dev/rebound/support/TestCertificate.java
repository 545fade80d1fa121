package dev.rebound.support;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate of {@code 127.0.0.1} in a folder. */
public final class TestCertificate {
  private final Path folder;
  private X509Bundle bundle;

  private TestCertificate(Path folder) {
    this.folder = folder;
  }

  public static TestCertificate in(Path folder) throws Exception {
    TestCertificate certificate = new TestCertificate(folder);
    certificate.renew();
    return certificate;
  }

  /** Writes another certificate with another key. */
  public void renew() throws Exception {
    bundle = selfSigned();
    write(bundle.getCertificatePathPEM(), bundle.getPrivateKeyPEM());
  }

  public static X509Bundle selfSigned() throws Exception {
    return new CertificateBuilder()
        .ecp256()
        .subject("CN=Rebound's tests")
        .addSanIpAddress("127.0.0.1")
        .setIsCertificateAuthority(true)
        .buildSelfSigned();
  }

  public void write(String certificate, String key) throws IOException {
    Files.writeString(certificateFile(), certificate);
    Files.writeString(keyFile(), key);
  }

  public Path certificateFile() {
    return folder.resolve("api.pem");
  }

  public Path keyFile() {
    return folder.resolve("api.key");
  }

  public X509Certificate certificate() {
    return bundle.getCertificate();
  }

  /** The settings of a service with this certificate. */
  public Map<String, String> settings() {
    return Map.of(
        "REBOUND_HTTP_TLS_CERTIFICATE", certificateFile().toString(),
        "REBOUND_HTTP_TLS_KEY", keyFile().toString());
  }

  /** Trusts this certificate alone. */
  public SSLContext client() throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("api", certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
