package io.commonwatt.ingestion.http;

import com.sun.net.httpserver.HttpExchange;
import io.commonwatt.ingestion.door.live.Delivery;
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
    Optional<String> source = credentials.find(exchange);
    if (source.isEmpty()) {
      throw new HttpRefusal(
          HttpError.UNAUTHORIZED,
          "Show a bearer token of this door, or a client certificate it trusts");
    }
    String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
    String zone = parameter(exchange, "zone");
    BodyReader.Reader reader = BodyReader.of(contentType, zone);
    String key = key(exchange);
    int reserved = reserve(exchange);
    CompletableFuture<Receipt> receipt;
    String importId;
    try {
      RequestBody body = RequestBody.read(exchange, settings);
      importId = key != null ? key : DEFAULT_KEY + body.sha256() + (zone == null ? "" : '@' + zone);
      Delivery delivery =
          Delivery.whole(source.get(), importId, body.sha256(), reader.read(body.content()));
      receipt =
          intake
              .offer(delivery)
              .orElseThrow(
                  () ->
                      new HttpRefusal(
                          HttpError.BUSY, "Too much waits to be written; send it again later"));
    } catch (IOException | HttpRefusal | RuntimeException e) {
      bytesInFlight.release(reserved);
      throw e;
    }
    receipt.whenCompleteAsync(
        (given, failure) -> {
          answer(exchange, importId, given, failure);
          bytesInFlight.release(reserved);
        },
        executor);
  }

  /** Waits until nothing is in work, at most so long; then whoever comes is sent away. */
  void awaitIdle(long millis) throws InterruptedException {
    if (!bytesInFlight.tryAcquire(settings.maxBytesInFlight(), millis, TimeUnit.MILLISECONDS)) {
      LOG.info("The HTTP door closes while requests are in work; their senders send them again");
    }
  }

  /** Bytes this body may take, of those that may be in flight. */
  private int reserve(HttpExchange exchange) throws HttpRefusal {
    long announced = announced(exchange);
    if (announced > settings.maxBodyBytes()) {
      throw RequestBody.tooLarge(settings.maxBodyBytes(), "as sent");
    }
    boolean packed = exchange.getRequestHeaders().getFirst("Content-Encoding") != null;
    int bytes = announced < 0 || packed ? settings.maxContentBytes() : (int) announced;
    if (!bytesInFlight.tryAcquire(bytes)) {
      throw new HttpRefusal(HttpError.BUSY, "Too many bodies are in work; send it again later");
    }
    return bytes;
  }

  private static long announced(HttpExchange exchange) {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    return length == null ? -1 : Long.parseLong(length.strip());
  }

  private static String key(HttpExchange exchange) throws HttpRefusal {
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    if (key != null && (!KEY.matcher(key).matches() || key.startsWith(DEFAULT_KEY))) {
      throw new HttpRefusal(
          HttpError.BAD_IDEMPOTENCY_KEY,
          "Idempotency-Key has 1 to 200 printable ASCII characters, no blanks, and does not begin"
              + " with "
              + DEFAULT_KEY);
    }
    return key;
  }

  private static String parameter(HttpExchange exchange, String name) {
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
