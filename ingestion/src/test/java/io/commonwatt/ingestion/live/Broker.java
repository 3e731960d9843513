package io.commonwatt.ingestion.live;

import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A real MQTT broker in this process, on a free port of the loopback interface. The port is chosen
 * here: Moquette learns one it was not told on another thread, without telling when.
 */
public final class Broker implements AutoCloseable {

  private final Server server = new Server();
  private final int port;

  private Broker(int port) {
    this.port = port;
  }

  public static Broker start(Path data) throws IOException {
    Broker broker = new Broker(freePort());
    Properties config = new Properties();
    config.setProperty("host", "127.0.0.1");
    config.setProperty("port", String.valueOf(broker.port));
    config.setProperty("websocket_port", "disabled");
    config.setProperty("allow_anonymous", "true");
    config.setProperty("data_path", data.toString());
    config.setProperty("persistence_enabled", "false");
    config.setProperty("telemetry_enabled", "false");
    config.setProperty("netty.mqtt.message_size", "1000000");
    broker.server.startServer(new MemoryConfig(config));
    return broker;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    server.stopServer();
  }
}
