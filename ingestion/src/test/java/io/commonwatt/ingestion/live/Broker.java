package io.commonwatt.ingestion.live;

import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A real MQTT broker in this process, on a free port of the loopback interface. */
public final class Broker implements AutoCloseable {

  private final Server server = new Server();

  private Broker() {}

  public static Broker start(Path data) throws IOException {
    Broker broker = new Broker();
    Properties config = new Properties();
    config.setProperty("host", "127.0.0.1");
    config.setProperty("port", "0");
    config.setProperty("websocket_port", "disabled");
    config.setProperty("allow_anonymous", "true");
    config.setProperty("data_path", data.toString());
    config.setProperty("persistence_enabled", "false");
    config.setProperty("telemetry_enabled", "false");
    config.setProperty("netty.mqtt.message_size", "1000000");
    broker.server.startServer(new MemoryConfig(config));
    broker.awaitPort();
    return broker;
  }

  /** Moquette listens when it says it has started, but learns its port on another thread. */
  private void awaitPort() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (port() <= 0) {
      if (System.nanoTime() > deadline) {
        close();
        throw new IllegalStateException("The MQTT broker did not say its port within 10 s");
      }
      Thread.onSpinWait();
    }
  }

  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.stopServer();
  }
}
