package io.commonwatt.ingestion.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import io.commonwatt.ingestion.door.live.Receipt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** Writes answers. Stateless. */
final class HttpAnswers {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String RETRY_BUSY_SECONDS = "1";
  private static final String RETRY_UNAVAILABLE_SECONDS = "5";

  private HttpAnswers() {}

  static void receipt(HttpExchange exchange, String importId, Receipt receipt) throws IOException {
    send(
        exchange,
        200,
        json -> {
          json.writeStringField("importId", importId);
          json.writeStringField("outcome", receipt.outcome().name().toLowerCase(Locale.ROOT));
          json.writeNumberField("readings", receipt.readings());
          json.writeNumberField("rejected", receipt.rejected());
          json.writeStringField("knownAt", receipt.knownAt().toString());
          json.writeArrayFieldStart("rejections");
          for (Receipt.RejectedValue rejection : receipt.rejections()) {
            json.writeStartObject();
            json.writeNumberField("sequence", rejection.sequence());
            json.writeNumberField("line", rejection.line());
            json.writeStringField("rule", rejection.rule());
            json.writeStringField("detail", rejection.detail());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  static void refusal(HttpExchange exchange, HttpRefusal refusal) throws IOException {
    switch (refusal.error()) {
      case BUSY -> exchange.getResponseHeaders().set("Retry-After", RETRY_BUSY_SECONDS);
      case UNAVAILABLE ->
          exchange.getResponseHeaders().set("Retry-After", RETRY_UNAVAILABLE_SECONDS);
      case UNAUTHORIZED -> exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      default -> {}
    }
    send(
        exchange,
        refusal.error().status(),
        json -> {
          json.writeStringField("code", refusal.code());
          json.writeNumberField("line", refusal.line());
          json.writeStringField("message", refusal.getMessage());
        });
  }

  static void health(HttpExchange exchange, boolean available) throws IOException {
    send(
        exchange,
        available ? 200 : 503,
        json -> json.writeStringField("status", available ? "up" : "down"));
  }

  static void document(HttpExchange exchange, byte[] document) throws IOException {
    send(exchange, 200, document);
  }

  /** Fills an object. */
  @FunctionalInterface
  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  private static void send(HttpExchange exchange, int status, Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      content.write(json);
      json.writeEndObject();
    }
    send(exchange, status, bytes.toByteArray());
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }
}
