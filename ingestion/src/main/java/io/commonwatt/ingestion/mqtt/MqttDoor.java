package io.commonwatt.ingestion.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3ConnectBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.commonwatt.ingestion.door.live.Delivery;
import io.commonwatt.ingestion.door.live.LiveIntake;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MQTT door (MQTT 3.1.1, which every broker speaks). It subscribes with QoS 1 in a session that
 * outlives it and acknowledges a message only when its readings are durable: what was not, the
 * broker sends again. A payload nobody can read becomes a rejection with its bytes and is
 * acknowledged. It reconnects by itself. Close it before the intake.
 */
public final class MqttDoor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MqttDoor.class);
  private static final int KEEP_ALIVE_SECONDS = 30;

  private final MqttDoorSettings settings;
  private final LiveIntake intake;
  private final MessageReader messages;
  private final Mqtt3AsyncClient client;

  /** One thread: messages are read in the order the broker sent them. */
  private final ScheduledExecutorService worker;

  private volatile boolean closing;

  private MqttDoor(MqttDoorSettings settings, LiveIntake intake, InstantSource clock) {
    this.settings = settings;
    this.intake = intake;
    this.messages = new MessageReader(settings, clock);
    this.worker = worker();
    this.client = client(settings);
  }

  private Mqtt3AsyncClient client(MqttDoorSettings settings) {
    Mqtt3ClientBuilder builder =
        MqttClient.builder()
            .useMqttVersion3()
            .identifier(settings.clientId())
            .serverHost(settings.host())
            .serverPort(settings.port())
            .automaticReconnectWithDefaultConfig()
            .addConnectedListener(context -> sayOnline());
    if (settings.login().isPresent()) {
      MqttDoorSettings.Login login = settings.login().get();
      byte[] password = login.password().getBytes(StandardCharsets.UTF_8);
      builder =
          builder.simpleAuth(
              Mqtt3SimpleAuth.builder().username(login.user()).password(password).build());
    }
    if (settings.tls()) {
      builder = builder.sslWithDefaultConfig();
    }
    Optional<Outgoing> will = messages.will();
    if (will.isPresent()) {
      builder = builder.willPublish(publish(will.get()));
    }
    return builder.buildAsync();
  }

  /**
   * Opens the door.
   *
   * @param clock stamps the commands and states it publishes; it does not stamp readings
   * @throws IllegalStateException when the broker does not let it in
   */
  public static MqttDoor open(MqttDoorSettings settings, LiveIntake intake, InstantSource clock) {
    MqttDoor door = new MqttDoor(settings, intake, clock);
    try {
      door.connect();
      return door;
    } catch (RuntimeException e) {
      door.close();
      throw e;
    }
  }

  private void connect() {
    // Before connecting: a session that goes on delivers at once.
    client.publishes(MqttGlobalPublishFilter.ALL, this::receive, worker, true);
    Mqtt3ConnectBuilder connect =
        Mqtt3Connect.builder().cleanSession(false).keepAlive(KEEP_ALIVE_SECONDS);
    await(client.connect(connect.build()), "connect");
    Stream.concat(settings.topicFilters().stream(), messages.filters().stream())
        .forEach(
            filter ->
                await(
                    client.subscribeWith().topicFilter(filter).qos(MqttQos.AT_LEAST_ONCE).send(),
                    "subscribe to '" + filter + "'"));
    LOG.info("MQTT door at {}:{}", settings.host(), settings.port());
  }

  private void await(CompletableFuture<?> step, String what) {
    try {
      step.get(settings.connectWithin().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "The MQTT door cannot "
              + what
              + " at "
              + settings.host()
              + ':'
              + settings.port()
              + ": "
              + (e.getCause() == null ? e : e.getCause().getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the MQTT door opens", e);
    }
  }

  private void receive(Mqtt3Publish message) {
    MessageReader.Read read =
        messages.read(message.getTopic().toString(), message.getPayloadAsBytes());
    for (Outgoing outgoing : read.outgoing()) {
      client.publish(publish(outgoing));
    }
    if (read.delivery() == null) {
      message.acknowledge();
    } else {
      handIn(read.delivery(), message);
    }
  }

  private void handIn(Delivery delivery, Mqtt3Publish message) {
    try {
      intake
          .put(delivery)
          .whenComplete(
              (receipt, failure) -> {
                if (failure == null) {
                  message.acknowledge();
                } else if (!closing) {
                  worker.schedule(
                      () -> handIn(delivery, message),
                      settings.retryAfter().toMillis(),
                      TimeUnit.MILLISECONDS);
                }
              });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sayOnline() {
    messages.online().ifPresent(state -> client.publish(publish(state)));
  }

  private static Mqtt3Publish publish(Outgoing outgoing) {
    return Mqtt3Publish.builder()
        .topic(outgoing.topic())
        .qos(outgoing.retained() ? MqttQos.AT_LEAST_ONCE : MqttQos.AT_MOST_ONCE)
        .retain(outgoing.retained())
        .payload(outgoing.payload())
        .build();
  }

  private static ScheduledExecutorService worker() {
    ScheduledThreadPoolExecutor worker =
        (ScheduledThreadPoolExecutor)
            Executors.newScheduledThreadPool(
                1,
                task -> {
                  Thread thread = new Thread(task, "mqtt-door");
                  thread.setDaemon(true);
                  return thread;
                });
    worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return worker;
  }

  /** Disconnects; what is not acknowledged is sent again to the next. */
  @Override
  public void close() {
    closing = true;
    try {
      messages.offline().ifPresent(state -> client.publish(publish(state)));
      client.disconnect().get(2, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("The MQTT door was not connected when it closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    worker.shutdownNow();
  }
}
