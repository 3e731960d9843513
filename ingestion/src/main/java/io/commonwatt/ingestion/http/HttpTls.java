package io.commonwatt.ingestion.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates of the HTTP door, as PKCS 12 files. Immutable.
 *
 * <p>With a trust store, clients show a certificate signed by one in it; the common name of its
 * subject is then the name of the source.
 */
public final class HttpTls {

  private final SSLContext context;
  private final boolean asksClients;

  private HttpTls(SSLContext context, boolean asksClients) {
    this.context = context;
    this.asksClients = asksClients;
  }

  /**
   * Reads certificates.
   *
   * @param keyStore the door's own key and certificate
   * @param trustStore what clients' certificates are signed by; null to ask for none
   * @throws IllegalArgumentException when a file cannot be read or opened
   */
  public static HttpTls of(Path keyStore, char[] password, Path trustStore) {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(read(keyStore, password), password);
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      if (trustStore != null) {
        trust.init(read(trustStore, password));
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          keys.getKeyManagers(), trustStore == null ? null : trust.getTrustManagers(), null);
      return new HttpTls(context, trustStore != null);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "The certificates of the HTTP door cannot be read from '"
              + keyStore
              + "'"
              + (trustStore == null ? "" : " and '" + trustStore + "'")
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /**
   * A client's context that trusts the certificates a door shows from its own key store.
   *
   * @throws IllegalArgumentException when the file cannot be read or opened
   */
  public static SSLContext trusting(Path keyStore, char[] password) {
    try {
      KeyStore shown = read(keyStore, password);
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (String alias : Collections.list(shown.aliases())) {
        Certificate[] chain = shown.getCertificateChain(alias);
        if (chain != null) {
          trusted.setCertificateEntry(alias, chain[chain.length - 1]);
        }
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "The certificates of the HTTP door cannot be read from '"
              + keyStore
              + "': "
              + e.getMessage(),
          e);
    }
  }

  private static KeyStore read(Path file, char[] password)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password);
    }
    return store;
  }

  SSLContext context() {
    return context;
  }

  boolean asksClients() {
    return asksClients;
  }
}
