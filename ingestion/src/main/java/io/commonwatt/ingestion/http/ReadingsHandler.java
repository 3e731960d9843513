package io.commonwatt.ingestion.http;

import com.sun.net.httpserver.HttpExchange;
import io.commonwatt.ingestion.door.live.Delivery;
import io.commonwatt.ingestion.door.live.GatheredValues;
import io.commonwatt.ingestion.door.live.LiveIntake;
import io.commonwatt.ingestion.door.live.Receipt;
import io.commonwatt.ingestion.door.live.Receipt.Outcome;
import io.commonwatt.ingestion.door.live.UnavailableException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/readings}: reads the body whole, parses it whole, hands it in whole, and answers
 * when it is durable. No thread waits meanwhile. Thread-safe.
 */
final class ReadingsHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ReadingsHandler.class);
  private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");
  private static final String DEFAULT_KEY = "sha256:";

  private final HttpDoorSettings settings;
  private final Credentials credentials;
  private final LiveIntake intake;
  private final Executor executor;
  private final Semaphore bytesInFlight;

  ReadingsHandler(HttpDoorSettings settings, LiveIntake intake, Executor executor) {
    this.settings = settings;
    this.credentials = new Credentials(settings.tokens());
    this.intake = intake;
    this.executor = executor;
    this.bytesInFlight = new Semaphore(settings.maxBytesInFlight());
  }

  void handle(HttpExchange exchange) throws IOException, HttpRefusal {
    String source = source(exchange);
    Optional<PartOfImport> part = PartOfImport.of(exchange);
    String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
    String zone = parameter(exchange, "zone");
    BodyReader.Reader reader = BodyReader.of(contentType, zone);
    String key = key(exchange, part.isPresent());
    Reserved reserved = new Reserved();
    CompletableFuture<Receipt> receipt;
    String importId;
    try {
      reserved.take(announced(exchange));
      byte[] sent = RequestBody.read(exchange, settings);
      int unpacked = RequestBody.unpackedBytes(exchange, sent, settings);
      reserved.take(unpacked);
      RequestBody body = RequestBody.of(exchange, sent, unpacked);
      importId = key != null ? key : DEFAULT_KEY + body.sha256() + (zone == null ? "" : '@' + zone);
      GatheredValues values = reader.read(body.content());
      Delivery delivery =
          part.isPresent()
              ? part.get().delivery(source, importId, values)
              : Delivery.whole(source, importId, body.sha256(), values);
      receipt =
          intake
              .offer(delivery)
              .orElseThrow(
                  () ->
                      new HttpRefusal(
                          HttpError.BUSY, "Too much waits to be written; send it again later"));
    } catch (IOException | HttpRefusal | RuntimeException e) {
      reserved.release();
      throw e;
    }
    receipt.whenCompleteAsync(
        (given, failure) -> {
          answer(exchange, importId, given, failure);
          reserved.release();
        },
        executor);
  }

  /** Waits until nothing is in work, at most so long; then whoever comes is sent away. */
  void awaitIdle(long millis) throws InterruptedException {
    if (!bytesInFlight.tryAcquire(settings.maxBytesInFlight(), millis, TimeUnit.MILLISECONDS)) {
      LOG.info("The HTTP door closes while requests are in work; their senders send them again");
    }
  }

  /** Bytes of a body, of those that may be in flight. */
  private final class Reserved {
    private int bytes;

    void take(int more) throws HttpRefusal {
      if (!bytesInFlight.tryAcquire(more)) {
        throw new HttpRefusal(HttpError.BUSY, "Too many bodies are in work; send it again later");
      }
      bytes += more;
    }

    void release() {
      bytesInFlight.release(bytes);
    }
  }

  /** Bytes a body has as sent, at most. */
  private int announced(HttpExchange exchange) throws HttpRefusal {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    long bytes = length == null ? settings.maxBodyBytes() : Long.parseLong(length.strip());
    if (bytes > settings.maxBodyBytes()) {
      throw RequestBody.tooLarge(settings.maxBodyBytes(), "as sent");
    }
    return (int) bytes;
  }

  /** The name the values go by: that of who shows the token or certificate. */
  private String source(HttpExchange exchange) throws HttpRefusal {
    String shown =
        credentials
            .find(exchange)
            .orElseThrow(
                () ->
                    new HttpRefusal(
                        HttpError.UNAUTHORIZED,
                        "Show a bearer token of this door, or a client certificate it trusts"));
    String asked = parameter(exchange, "source");
    if (shown.equals(HttpDoorSettings.ANY_SOURCE) && asked != null && !asked.isBlank()) {
      return asked;
    }
    if (shown.equals(HttpDoorSettings.ANY_SOURCE)) {
      throw new HttpRefusal(
          HttpError.BAD_SOURCE, "This token may speak for any source; say which with ?source=");
    }
    if (asked != null && !asked.equals(shown)) {
      throw new HttpRefusal(
          HttpError.OTHER_SOURCE,
          "This token is of source '" + shown + "', it does not speak for '" + asked + "'");
    }
    return shown;
  }

  private static String key(HttpExchange exchange, boolean part) throws HttpRefusal {
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    if (part && key == null) {
      throw new HttpRefusal(
          HttpError.BAD_IDEMPOTENCY_KEY, "A part of an import needs the import's Idempotency-Key");
    }
    if (key != null && (!KEY.matcher(key).matches() || (key.startsWith(DEFAULT_KEY) && !part))) {
      throw new HttpRefusal(
          HttpError.BAD_IDEMPOTENCY_KEY,
          "Idempotency-Key has 1 to 200 printable ASCII characters, no blanks, and does not begin"
              + " with "
              + DEFAULT_KEY);
    }
    return key;
  }

  static String parameter(HttpExchange exchange, String name) {
    String query = exchange.getRequestURI().getRawQuery();
    for (String part : query == null ? new String[0] : query.split("&")) {
      if (part.startsWith(name + '=')) {
        return URLDecoder.decode(part.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return null;
  }

  private static void answer(
      HttpExchange exchange, String importId, Receipt receipt, Throwable failure) {
    try {
      if (failure != null) {
        HttpAnswers.refusal(exchange, refusal(failure));
      } else if (receipt.outcome() == Outcome.CONFLICT) {
        HttpAnswers.refusal(
            exchange,
            new HttpRefusal(
                HttpError.CONFLICT,
                "Import '"
                    + importId
                    + "' was taken in at "
                    + receipt.knownAt()
                    + " with another content; send this one under an id of its own"));
      } else {
        HttpAnswers.receipt(exchange, importId, receipt);
      }
    } catch (IOException e) {
      LOG.debug("A sender was gone before its answer", e);
    }
  }

  private static HttpRefusal refusal(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof UnavailableException) {
      return new HttpRefusal(HttpError.UNAVAILABLE, cause.getMessage());
    }
    LOG.error("A delivery could not be taken in", cause);
    return new HttpRefusal(HttpError.INTERNAL, "The delivery could not be taken in");
  }
}
