package io.commonwatt.ingestion.http;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/**
 * How the HTTP door is opened. It is never open to all: there are bearer tokens, or client
 * certificates are asked for, or both.
 *
 * @param address where it listens; port 0 takes a free one
 * @param tokens bearer token, at least 16 characters → name of the source that uses it, or {@link
 *     #ANY_SOURCE}
 * @param tls certificates; empty for plain HTTP, which belongs behind a proxy or on the loopback
 * @param maxBodyBytes a body larger than this, as sent, is refused
 * @param maxContentBytes a body larger than this, unpacked, is refused
 * @param maxBytesInFlight bytes of bodies that may be in work at once; beyond, senders wait
 * @param workers threads that read and parse bodies
 */
public record HttpDoorSettings(
    InetSocketAddress address,
    Map<String, String> tokens,
    Optional<HttpTls> tls,
    int maxBodyBytes,
    int maxContentBytes,
    int maxBytesInFlight,
    int workers) {

  /** In the place of a source: the token may speak for any, and says for which. */
  public static final String ANY_SOURCE = "*";

  private static final int MIN_TOKEN = 16;

  public HttpDoorSettings {
    tokens = Map.copyOf(tokens);
    if (tokens.isEmpty() && tls.filter(HttpTls::asksClients).isEmpty()) {
      throw new IllegalArgumentException(
          "The HTTP door has neither bearer tokens nor a trust store for client certificates;"
              + " configure one of them");
    }
    for (Map.Entry<String, String> token : tokens.entrySet()) {
      if (token.getKey().length() < MIN_TOKEN) {
        throw new IllegalArgumentException(
            "The token of source '"
                + token.getValue()
                + "' has fewer than "
                + MIN_TOKEN
                + " characters; make it longer");
      }
    }
    if (maxContentBytes > maxBytesInFlight || maxBodyBytes > maxContentBytes) {
      throw new IllegalArgumentException(
          "Limits of the HTTP door must grow: body "
              + maxBodyBytes
              + ", content "
              + maxContentBytes
              + ", in flight "
              + maxBytesInFlight
              + " bytes");
    }
  }

  /** 16 MiB as sent, 64 MiB unpacked, 128 MiB in flight, 8 workers. */
  public static HttpDoorSettings of(
      InetSocketAddress address, Map<String, String> tokens, Optional<HttpTls> tls) {
    return new HttpDoorSettings(address, tokens, tls, 16 << 20, 64 << 20, 128 << 20, 8);
  }

  @Override
  public String toString() {
    return "HttpDoorSettings[address="
        + address
        + ", sources="
        + tokens.values()
        + ", tls="
        + tls.isPresent()
        + ", maxBodyBytes="
        + maxBodyBytes
        + "]";
  }
}
