package io.commonwatt.ingestion.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.commonwatt.ingestion.door.intake.FileHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Tells the source of a request by its bearer token or client certificate. Immutable. */
final class Credentials {

  private static final String BEARER = "Bearer ";

  private final Map<byte[], String> sourcesByTokenHash = new LinkedHashMap<>();

  Credentials(Map<String, String> tokens) {
    tokens.forEach((token, source) -> sourcesByTokenHash.put(hash(token), source));
  }

  /** The source a request comes from; empty when it shows nothing that is known. */
  Optional<String> find(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header != null && header.startsWith(BEARER)) {
      return findByToken(header.substring(BEARER.length()).strip());
    }
    if (exchange instanceof HttpsExchange secure) {
      return findByCertificate(secure);
    }
    return Optional.empty();
  }

  /** Compares with every token, each in the same time wherever it differs. */
  private Optional<String> findByToken(String token) {
    byte[] shown = hash(token);
    String found = null;
    for (Map.Entry<byte[], String> known : sourcesByTokenHash.entrySet()) {
      if (MessageDigest.isEqual(known.getKey(), shown)) {
        found = known.getValue();
      }
    }
    return Optional.ofNullable(found);
  }

  private static Optional<String> findByCertificate(HttpsExchange exchange) {
    try {
      Principal subject = exchange.getSSLSession().getPeerPrincipal();
      for (Rdn part : new LdapName(subject.getName()).getRdns()) {
        if (part.getType().equalsIgnoreCase("CN")
            && !part.getValue().equals(HttpDoorSettings.ANY_SOURCE)) {
          return Optional.of(part.getValue().toString());
        }
      }
      return Optional.empty();
    } catch (SSLPeerUnverifiedException | InvalidNameException e) {
      return Optional.empty();
    }
  }

  private static byte[] hash(String token) {
    return FileHash.digest().digest(token.getBytes(StandardCharsets.UTF_8));
  }
}
