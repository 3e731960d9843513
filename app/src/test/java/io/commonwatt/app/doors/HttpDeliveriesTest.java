package io.commonwatt.app.doors;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Why a command does not reach the doors: said, not swallowed. */
class HttpDeliveriesTest {

  @Test
  void shouldSayWhyNoDoorAnswers() throws Exception {
    assertThat(trouble("{\"status\":\"up\"}")).isEmpty();
    assertThat(trouble("<html>")).isEqualTo("what answers is no door");
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    assertThat(new HttpDeliveries(nobody, Map.of(), null, Duration.ofSeconds(1)).trouble())
        .isEqualTo("ConnectException");
  }

  private static String trouble(String body) throws IOException, InterruptedException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      URI door = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      return new HttpDeliveries(door, Map.of(), null, Duration.ofSeconds(1)).trouble();
    } finally {
      server.stop(0);
    }
  }
}
