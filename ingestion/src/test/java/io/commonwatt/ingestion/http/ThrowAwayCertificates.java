package io.commonwatt.ingestion.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Key pairs signed by themselves, made by the JDK's own keytool. */
final class ThrowAwayCertificates {

  static final char[] PASSWORD = "throw-away".toCharArray();

  private final Path folder;

  ThrowAwayCertificates(Path folder) {
    this.folder = folder;
  }

  /** A key store with a new key of that name. */
  Path key(String name, String host) throws Exception {
    Path store = folder.resolve(name + ".p12");
    keytool(
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name + ",O=Test",
        "-ext",
        "san=" + host,
        "-validity",
        "2",
        "-keystore",
        store.toString());
    return store;
  }

  /** A trust store with the certificate of a key store. */
  Path trust(String name) throws Exception {
    Path certificate = folder.resolve(name + ".crt");
    keytool(
        "-exportcert",
        "-alias",
        name,
        "-keystore",
        folder.resolve(name + ".p12").toString(),
        "-file",
        certificate.toString());
    Path store = folder.resolve(name + "-trust.p12");
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        name,
        "-file",
        certificate.toString(),
        "-keystore",
        store.toString());
    return store;
  }

  /** What a client connects with. */
  static SSLContext client(Path key, Path trust) throws Exception {
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(read(trust));
    KeyManagerFactory keys = null;
    if (key != null) {
      keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(read(key), PASSWORD);
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys == null ? null : keys.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  private static KeyStore read(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "-J-XX:TieredStopAtLevel=1",
            "-storetype",
            "PKCS12",
            "-storepass",
            new String(PASSWORD)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
  }
}
