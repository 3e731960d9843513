package io.commonwatt.app.doors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonwatt.app.UserError;
import io.commonwatt.ingestion.door.live.Delivery;
import io.commonwatt.ingestion.door.live.DeliveryTarget;
import io.commonwatt.ingestion.door.live.Receipt;
import io.commonwatt.ingestion.door.live.Receipt.Outcome;
import io.commonwatt.ingestion.door.live.UnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;

/**
 * Hands deliveries to the HTTP door of a live platform, one at a time, each as lines of JSON,
 * packed. A door that is busy or away is asked again under the same import id, which it takes in
 * once. Not thread-safe.
 */
final class HttpDeliveries implements DeliveryTarget {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
  private static final long RETRY_SECONDS = 1;

  private final URI door;
  private final Map<String, String> tokensBySource;
  private final Duration patience;
  private final HttpClient client;

  /**
   * Deliveries to a door.
   *
   * @param tokensBySource the bearer token to show for a source; under {@code *} one for any
   * @param tls whom to trust; null for the system's authorities
   * @param patience how long a door may be busy or away
   */
  HttpDeliveries(URI door, Map<String, String> tokensBySource, SSLContext tls, Duration patience) {
    this.door = door;
    this.tokensBySource = Map.copyOf(tokensBySource);
    this.patience = patience;
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10));
    this.client = (tls == null ? builder : builder.sslContext(tls)).build();
  }

  /** Why no door answers there; empty when one does. */
  String trouble() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(door.resolve("/health")).timeout(Duration.ofSeconds(5)).build();
    try {
      String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return body.contains("\"status\"") ? "" : "what answers is no door";
    } catch (IOException e) {
      return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
  }

  @Override
  public CompletableFuture<Receipt> put(Delivery delivery) throws InterruptedException {
    HttpRequest request = request(delivery);
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      String why;
      long waitSeconds = RETRY_SECONDS;
      try {
        HttpResponse<String> answer =
            client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        int status = answer.statusCode();
        if (status == 200) {
          return CompletableFuture.completedFuture(receipt(JSON.readTree(answer.body())));
        }
        if (status == 409) {
          return CompletableFuture.completedFuture(
              new Receipt(Outcome.CONFLICT, 0, 0, 0, Instant.EPOCH, List.of()));
        }
        why = "answered " + status + ": " + answer.body();
        if (status != 429 && status < 500) {
          throw refused(delivery, status, why);
        }
        waitSeconds =
            answer
                .headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,4}"))
                .map(Long::valueOf)
                .orElse(RETRY_SECONDS);
      } catch (IOException e) {
        why = "does not answer: " + e;
      }
      if (System.nanoTime() - deadline > 0) {
        throw new UnavailableException(
            "The door at " + door + ' ' + why + "; give the same command again to go on", null);
      }
      TimeUnit.SECONDS.sleep(waitSeconds);
    }
  }

  private HttpRequest request(Delivery delivery) {
    if (!delivery.refusals().isEmpty()) {
      throw new IllegalArgumentException("What could not be read is rejected where it was read");
    }
    String query =
        "?source="
            + encoded(delivery.source())
            + "&part="
            + delivery.part()
            + "&sequence="
            + delivery.firstSequence()
            + "&content="
            + delivery.contentHash();
    return HttpRequest.newBuilder(door.resolve("/v1/readings" + query))
        .timeout(REQUEST_TIMEOUT)
        .header("Authorization", "Bearer " + token(delivery.source()))
        .header("Content-Type", "application/x-ndjson")
        .header("Content-Encoding", "gzip")
        .header("Idempotency-Key", delivery.importId())
        .POST(HttpRequest.BodyPublishers.ofByteArray(pack(delivery.values().lines())))
        .build();
  }

  private String token(String source) {
    String token = tokensBySource.getOrDefault(source, tokensBySource.get(PlatformDoor.ANY_SOURCE));
    if (token == null) {
      throw new UserError(
          "door-token",
          "doors are open at " + door + " and there is no token to speak for '" + source + "'",
          "add a line '<token>: \""
              + PlatformDoor.ANY_SOURCE
              + "\"' (any source) or '<token>: "
              + source
              + "' to the file httpTokens of the configuration, and start the doors anew");
    }
    return token;
  }

  private UserError refused(Delivery delivery, int status, String why) {
    return new UserError(
        "door-refused",
        "the door at " + door + " does not take '" + delivery.importId() + "' in; it " + why,
        status == 401 || status == 403
            ? "use a token that the running doors know for source '" + delivery.source() + "'"
            : "mend what it names; nothing of this part was taken in");
  }

  private static Receipt receipt(JsonNode answer) {
    return new Receipt(
        answer.get("outcome").asText().equals("duplicate") ? Outcome.DUPLICATE : Outcome.ACCEPTED,
        answer.get("readings").asInt(),
        answer.get("rejected").asInt(),
        0,
        Instant.parse(answer.get("knownAt").asText()),
        List.of());
  }

  private static byte[] pack(byte[] lines) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(lines.length / 8 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
