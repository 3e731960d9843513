package io.commonwatt.ingestion.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.commonwatt.ingestion.door.live.LiveIntake;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP door. Serves until it is closed; close it before the intake. Thread-safe. */
public final class HttpDoor implements AutoCloseable {

  static final String READINGS = "/v1/readings";
  static final String HEALTH = "/health";
  static final String DOCUMENT = "/openapi.json";

  /** The method of each path: what the published document must say. */
  static final Map<String, String> METHODS =
      new TreeMap<>(Map.of(READINGS, "POST", HEALTH, "GET", DOCUMENT, "GET"));

  private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
  private static final long STOP_MILLIS = 2_000;

  private final HttpServer server;
  private final ExecutorService executor;
  private final ReadingsHandler readings;
  private final LiveIntake intake;
  private final byte[] document;

  private HttpDoor(HttpDoorSettings settings, LiveIntake intake) throws IOException {
    this.intake = intake;
    this.document = document();
    this.executor =
        Executors.newFixedThreadPool(
            settings.workers(),
            task -> {
              Thread thread = new Thread(task, "http-door");
              thread.setDaemon(true);
              return thread;
            });
    this.readings = new ReadingsHandler(settings, intake, executor);
    this.server = settings.tls().isPresent() ? secure(settings.tls().get()) : HttpServer.create();
    server.bind(settings.address(), 0);
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  /**
   * Opens the door.
   *
   * @throws IllegalStateException when the address is taken
   */
  public static HttpDoor open(HttpDoorSettings settings, LiveIntake intake) {
    try {
      HttpDoor door = new HttpDoor(settings, intake);
      LOG.info("HTTP door on port {}", door.port());
      return door;
    } catch (IOException e) {
      throw new IllegalStateException(
          "The HTTP door cannot listen on " + settings.address() + ": " + e.getMessage(), e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  private static HttpServer secure(HttpTls tls) throws IOException {
    HttpsServer server = HttpsServer.create();
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls.context()) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters defaults = getSSLContext().getDefaultSSLParameters();
            defaults.setWantClientAuth(tls.asksClients());
            parameters.setSSLParameters(defaults);
          }
        });
    return server;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      route(exchange);
    } catch (HttpRefusal e) {
      RequestBody.drain(exchange);
      HttpAnswers.refusal(exchange, e);
    } catch (RuntimeException e) {
      LOG.error("A request of {} failed", exchange.getRequestURI().getPath(), e);
      HttpAnswers.refusal(
          exchange, new HttpRefusal(HttpError.INTERNAL, "The request could not be served"));
    }
  }

  private void route(HttpExchange exchange) throws IOException, HttpRefusal {
    String path = exchange.getRequestURI().getPath();
    String method = METHODS.get(path);
    if (method == null) {
      throw new HttpRefusal(
          HttpError.NOT_FOUND, "There is nothing at " + path + "; see " + DOCUMENT);
    }
    if (!exchange.getRequestMethod().equals(method)) {
      exchange.getResponseHeaders().set("Allow", method);
      throw new HttpRefusal(
          HttpError.METHOD_NOT_ALLOWED,
          path + " is asked for by " + method + ", not " + exchange.getRequestMethod());
    }
    switch (path) {
      case READINGS -> readings.handle(exchange);
      case HEALTH -> HttpAnswers.health(exchange, intake.isAvailable());
      default -> HttpAnswers.document(exchange, document);
    }
  }

  private static byte[] document() {
    try (InputStream in = HttpDoor.class.getResourceAsStream("openapi.json")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes no more readings, gives those under way two seconds, and closes. */
  @Override
  public void close() {
    try {
      readings.awaitIdle(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop(0);
    executor.shutdown();
  }
}
