package io.commonwatt.app.doors;

import io.commonwatt.app.Output;
import io.commonwatt.app.RunConfiguration;
import io.commonwatt.app.UserError;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.ingestion.door.live.Delivery;
import io.commonwatt.ingestion.door.live.DeliveryTarget;
import io.commonwatt.ingestion.door.live.LiveIntake;
import io.commonwatt.ingestion.door.live.LiveSettings;
import io.commonwatt.ingestion.door.live.Receipt;
import io.commonwatt.ingestion.door.live.RecentImports;
import io.commonwatt.ingestion.door.live.UnavailableException;
import io.commonwatt.ingestion.http.HttpDoorSettings;
import io.commonwatt.ingestion.http.HttpTls;
import io.commonwatt.ingestion.kafka.KafkaImportLog;
import io.commonwatt.ingestion.kafka.Publisher;
import io.commonwatt.ingestion.watch.FileIngest;
import io.commonwatt.ingestion.watch.FileOptions;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.kafka.TopicAdmin;
import io.commonwatt.wire.kafka.WriterLease;
import io.commonwatt.wire.kafka.WriterLease.HeldException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;

/**
 * The one way a command delivers into a platform: through its HTTP door while doors are open, else
 * as its one writer. Not thread-safe.
 */
public final class PlatformDoor implements DeliveryTarget, AutoCloseable {

  static final String ANY_SOURCE = HttpDoorSettings.ANY_SOURCE;

  private static final Pattern URL = Pattern.compile("https?://\\S+");
  private static final Duration DOOR_PATIENCE = Duration.ofMinutes(2);

  /** A killed writer is remembered a little longer than its lease. */
  private static final Duration HOLDER_PATIENCE = WriterLease.EXPIRY.plusSeconds(5);

  private final DeliveryTarget target;
  private final LiveIntake intake;
  private final WriterLease lease;
  private final String told;

  private PlatformDoor(DeliveryTarget target, LiveIntake intake, WriterLease lease, String told) {
    this.target = target;
    this.intake = intake;
    this.lease = lease;
    this.told = told;
  }

  /**
   * Opens the way into a platform.
   *
   * @param output hears when another writer is waited for
   * @throws UserError when another process writes and has no HTTP door
   */
  public static PlatformDoor open(RunConfiguration configuration, Registry registry, Output output)
      throws InterruptedException {
    WireSettings wire = configuration.wire();
    try {
      TopicAdmin.ensure(wire);
    } catch (KafkaException e) {
      throw new UserError(
          "broker",
          "the broker at " + wire.bootstrapServers() + " does not answer: " + e.getMessage(),
          "check bootstrapServers and whether it is healthy, and give the same command again");
    }
    long deadline = System.nanoTime() + HOLDER_PATIENCE.toNanos();
    String waitedFor = "";
    while (true) {
      String holder = WriterLease.holder(wire, Publisher.STAGE).orElse(null);
      if (holder == null) {
        try {
          return direct(configuration, registry);
        } catch (HeldException e) {
          holder = e.holder();
        }
      }
      URI url = url(configuration.doors(), holder);
      String trouble = "";
      if (url != null) {
        HttpDeliveries door = deliveries(configuration.doors(), url);
        trouble = door.trouble();
        if (trouble.isEmpty()) {
          return new PlatformDoor(door, null, null, "through the doors at " + url);
        }
      }
      if (System.nanoTime() - deadline > 0) {
        throw held(holder, url, trouble);
      }
      if (!holder.equals(waitedFor)) {
        output.progress("Waiting for " + holder);
        waitedFor = holder;
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  /**
   * Delivers files, one after the other, as {@link FileIngest#run}.
   *
   * @throws UserError when the platform stays out of reach
   */
  public static void deliver(
      RunConfiguration configuration,
      Registry registry,
      List<Path> files,
      FileOptions options,
      Output output,
      FileIngest.Listener listener)
      throws Exception {
    try (PlatformDoor door = open(configuration, registry, output)) {
      output.progress("Delivering " + door.told());
      FileIngest.run(files, options, door, listener);
    } catch (UnavailableException e) {
      throw new UserError(
          "unavailable", e.getMessage(), "give the same command again; nothing is taken in twice");
    }
  }

  /**
   * The door at an address.
   *
   * @param token bearer token that may speak for any source
   */
  public static PlatformDoor at(URI url, String token) throws InterruptedException {
    HttpDeliveries door = new HttpDeliveries(url, Map.of(ANY_SOURCE, token), null, DOOR_PATIENCE);
    String trouble = door.trouble();
    if (!trouble.isEmpty()) {
      throw new UserError(
          "door",
          "no HTTP door answers at " + url + ": " + trouble,
          "give the address of running doors; over TLS it is one that their certificate names, and"
              + " an authority this machine trusts has signed that");
    }
    return new PlatformDoor(door, null, null, "through the doors at " + url);
  }

  /** Becomes the writer of a platform; waits for one that was killed to be forgotten. */
  public static WriterLease lease(WireSettings wire, String what, String url) {
    try {
      return WriterLease.take(wire, Publisher.STAGE, name(what, url), HOLDER_PATIENCE);
    } catch (HeldException e) {
      throw held(e.holder(), null, "");
    }
  }

  private static PlatformDoor direct(RunConfiguration configuration, Registry registry) {
    WireSettings wire = configuration.wire();
    WriterLease lease =
        WriterLease.take(wire, Publisher.STAGE, name("a command", ""), Duration.ZERO);
    try {
      LiveIntake intake = intake(wire, registry, lease, configuration.doors().live());
      return new PlatformDoor(intake, intake, lease, "as the writer: no doors are open");
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  /** An intake that writes only while it holds the lease. */
  static LiveIntake intake(
      WireSettings wire, Registry registry, WriterLease lease, LiveSettings settings) {
    return LiveIntake.start(
        () -> {
          if (!lease.isHeld()) {
            throw new IllegalStateException("another process writes to this platform");
          }
          return KafkaImportLog.open(wire, RecentImports.DEFAULT_HORIZON);
        },
        registry,
        InstantSource.system(),
        settings);
  }

  private static UserError held(String holder, URI url, String trouble) {
    return new UserError(
        "writer-held",
        "another process writes to this platform: " + holder,
        url == null
            ? "wait until it has ended; or let 'commonwatt run --job doors' with an httpPort be the"
                + " one writer, which takes files, edits and replays from any number of commands"
            : "its HTTP door at "
                + url
                + " does not answer from here ("
                + trouble
                + "); set httpUrl to an address that does, and that its certificate names");
  }

  private static HttpDeliveries deliveries(DoorConfiguration doors, URI url) {
    Map<String, String> tokensBySource = new HashMap<>();
    Doors.tokens(doors.httpTokens())
        .forEach((token, source) -> tokensBySource.putIfAbsent(source, token));
    return new HttpDeliveries(url, tokensBySource, tls(doors, url), DOOR_PATIENCE);
  }

  /** Trusts the door's own certificate where its key store is at hand, else the authorities. */
  private static SSLContext tls(DoorConfiguration doors, URI url) {
    if (!url.getScheme().equals("https") || doors.httpKeyStore().isEmpty()) {
      return null;
    }
    return HttpTls.trusting(
        Path.of(doors.httpKeyStore()), doors.httpKeyStorePassword().toCharArray());
  }

  /** Where the HTTP door of a platform is; null when it has none or nobody says where. */
  private static URI url(DoorConfiguration doors, String holder) {
    if (!doors.httpUrl().isEmpty()) {
      return URI.create(doors.httpUrl());
    }
    Matcher said = URL.matcher(holder);
    if (!said.find()) {
      return null;
    }
    URI url = URI.create(said.group());
    // A name the machine gave itself is not always one it can look up.
    return url.getScheme().equals("http") && url.getHost().equals(host())
        ? URI.create("http://127.0.0.1:" + url.getPort())
        : url;
  }

  private static String name(String what, String url) {
    return what
        + " (process "
        + ProcessHandle.current().pid()
        + " on "
        + host()
        + ")"
        + (url.isEmpty() ? "" : " at " + url);
  }

  static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** How it delivers, for the screen. */
  public String told() {
    return told;
  }

  @Override
  public CompletableFuture<Receipt> put(Delivery delivery) throws InterruptedException {
    return target.put(delivery);
  }

  @Override
  public void close() {
    if (intake != null) {
      intake.close();
      lease.close();
    }
  }
}
