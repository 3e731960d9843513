package io.commonwatt.ingestion.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonwatt.contracts.codec.SchemaStore;
import io.commonwatt.contracts.device.DeviceTelemetry;
import io.commonwatt.contracts.reading.Import;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.ReadingEdit;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.ingestion.door.live.LiveCommunity;
import io.commonwatt.ingestion.door.live.LiveIntake;
import io.commonwatt.ingestion.door.live.LiveSettings;
import io.commonwatt.ingestion.door.live.MemoryLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDoorTest {

  private static final String TOKEN = "a-token-of-the-head-end";
  private static final String OPERATOR = "a-token-of-an-operator";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String READING =
      "{\"meter\":\"m-1\",\"channel\":\"consumption\",\"start\":\"2026-01-01T00:30:00+00:00\","
          + "\"lengthSeconds\":1800,\"value\":0.3454,\"unit\":\"kWh\",\"quality\":\"espi:17\"}";
  private static final LiveSettings SETTINGS =
      new LiveSettings(Duration.ofMillis(2), Duration.ofMinutes(1), Duration.ofMillis(200), 50, 50);

  @TempDir Path folder;

  private final MemoryLog.Store store = new MemoryLog.Store();
  private final HttpClient client = HttpClient.newHttpClient();
  private LiveIntake intake;
  private HttpDoor door;

  @BeforeEach
  void open() {
    intake =
        LiveIntake.start(
            () -> new MemoryLog(store),
            LiveCommunity.registry(20, LiveCommunity.devices()),
            () -> Instant.parse("2026-02-01T00:00:00Z"),
            SETTINGS);
    door =
        HttpDoor.open(
            new HttpDoorSettings(
                new InetSocketAddress("127.0.0.1", 0),
                Map.of(TOKEN, "head-end", OPERATOR, HttpDoorSettings.ANY_SOURCE),
                Optional.empty(),
                2_000,
                20_000,
                60_000,
                4),
            intake);
  }

  @AfterEach
  void close() {
    door.close();
    intake.close();
  }

  @Test
  void shouldTakeReadingsInAndSayWhatBecameOfThem() throws Exception {
    String stranger = READING.replace("m-1", "stranger");
    HttpResponse<String> response =
        post("[" + READING + ",\n" + stranger + "]", "Idempotency-Key", "k1");
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode receipt = JSON.readTree(response.body());
    assertThat(receipt.get("outcome").asText()).isEqualTo("accepted");
    assertThat(receipt.get("readings").asInt()).isEqualTo(1);
    assertThat(receipt.get("rejected").asInt()).isEqualTo(1);
    assertThat(receipt.get("rejections").get(0).get("rule").asText()).isEqualTo("unknown-meter");
    assertThat(receipt.get("rejections").get(0).get("line").asInt()).isEqualTo(2);
    RawReading taken = store.all(RawReading.class).get(0);
    assertThat(taken.energyWh()).isEqualTo(345);
    assertThat(taken.carryOutMicroJoule()).isEqualTo(1_440_000_000L);
    assertThat(taken.start()).isEqualTo("2026-01-01T00:30:00Z");
    assertThat(taken.sentQuality()).isEqualTo("espi:17");
    assertThat(taken.source()).isEqualTo("head-end");
    assertThat(taken.id()).isEqualTo("k1#0");
  }

  @Test
  void shouldTakeAnImportInOnce() throws Exception {
    assertThat(outcome(post(READING, "Idempotency-Key", "k"))).isEqualTo("accepted");
    assertThat(outcome(post(READING, "Idempotency-Key", "k"))).isEqualTo("duplicate");
    HttpResponse<String> other = post("[]", "Idempotency-Key", "k");
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(JSON.readTree(other.body()).get("code").asText()).isEqualTo("import-conflict");
    assertThat(outcome(post(READING))).isEqualTo("accepted");
    assertThat(outcome(post(READING))).isEqualTo("duplicate");
    assertThat(store.all(RawReading.class)).hasSize(2);
  }

  @Test
  void shouldTakeEditsIn() throws Exception {
    String edit =
        "{\"meter\":\"up-1\",\"channel\":\"consumption\",\"start\":\"2026-01-01T00:30:00Z\","
            + "\"lengthSeconds\":1800,\"action\":\"set\",\"energyWh\":300,\"editor\":\"anna\","
            + "\"reason\":\"agreed with the customer\"}";
    assertThat(outcome(post(READING + "\n" + edit))).isEqualTo("accepted");
    assertThat(outcome(post(READING + "\n" + edit))).isEqualTo("duplicate");
    ReadingEdit taken = store.all(ReadingEdit.class).get(0);
    assertThat(store.all(ReadingEdit.class)).hasSize(1);
    assertThat(taken.energyWh()).isEqualTo(300);
    assertThat(taken.editor()).isEqualTo("anna");
    assertThat(taken.knownAt()).isEqualTo(store.all(RawReading.class).get(0).knownAt());
    HttpResponse<String> bad = post(edit.replace("anna", " "));
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(bad.body()).get("code").asText()).isEqualTo("edit-text");
  }

  @Test
  void shouldTakeReportsOfDevicesIn() throws Exception {
    String full =
        "{\"resource\":\"battery\",\"at\":\"2026-01-31T23:59:00Z\",\"powerKw\":-1.5,"
            + "\"stateOfChargeKwh\":\"6.25\"}";
    String gone = "{\"resource\":\"car\",\"at\":\"2026-02-01T00:59:30+01:00\",\"available\":false}";
    String stranger = full.replace("battery", "toaster");
    assertThat(outcome(post(full + "\n" + READING + "\n" + gone + "\n" + stranger)))
        .isEqualTo("accepted");
    assertThat(outcome(post(full + "\n" + READING + "\n" + gone + "\n" + stranger)))
        .isEqualTo("duplicate");
    List<DeviceTelemetry> taken = store.all(DeviceTelemetry.class);
    assertThat(taken)
        .extracting(
            DeviceTelemetry::id, DeviceTelemetry::powerKw, DeviceTelemetry::stateOfChargeKwh)
        .containsExactly(
            tuple("battery|2026-01-31T23:59:00Z", -1.5, 6.25),
            tuple("car|2026-01-31T23:59:30Z", Double.NaN, Double.NaN));
    assertThat(store.all(RawReading.class)).hasSize(1);
    assertThat(store.all(Rejection.class))
        .extracting(Rejection::rule, Rejection::reading)
        .containsExactly(tuple("unknown-device", false));
    // What was rejected can be posted as it was kept; a recognised file reads the same.
    String kept = new String(store.all(Rejection.class).get(0).raw(), StandardCharsets.UTF_8);
    HttpResponse<String> again =
        client.send(
            request("application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofString(kept.replace("toaster", "battery")))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(outcome(again)).isEqualTo("accepted");
    assertThat(store.all(DeviceTelemetry.class)).hasSize(3);
    DeviceTelemetry last = store.all(DeviceTelemetry.class).get(2);
    assertThat(last.stateOfChargeKwh()).isEqualTo(6.25);
    assertThat(last.powerKw()).isEqualTo(-1.5);
    assertThat(
            post("{\"resource\":\"car\",\"at\":\"2026-02-01T00:00:00Z\",\"available\":false,"
                    + "\"stateOfChargeKwh\":3}")
                .body())
        .contains("json-telemetry");
  }

  @Test
  void shouldTakeAnImportInPartByPart() throws Exception {
    String hash = "ab".repeat(32);
    String part = "?source=files&sequence=7&content=" + hash + "&part=";
    assertThat(outcome(postAs(OPERATOR, part + 1))).isEqualTo("accepted");
    assertThat(outcome(postAs(OPERATOR, part + 1))).isEqualTo("duplicate");
    assertThat(outcome(postAs(OPERATOR, part + 2))).isEqualTo("accepted");
    List<Import> marks = store.all(Import.class);
    assertThat(marks)
        .extracting(Import::id)
        .endsWith("files|sha256:" + hash + "|1", "files|sha256:" + hash + "|2");
    assertThat(marks.get(marks.size() - 1).contentHash()).isEqualTo(hash);
    assertThat(store.all(RawReading.class))
        .extracting(RawReading::sequence)
        .containsExactly(7L, 7L);
    assertStatus(postAs(OPERATOR, "?source=files&part=1"), 400, "part");
    assertStatus(postAs(OPERATOR, "?part=1&sequence=7&content=" + hash), 400, "source");
    assertStatus(postAs(TOKEN, part + 3), 403, "other-source");
    assertThat(outcome(postAs(TOKEN, part.replace("files", "head-end") + 1))).isEqualTo("accepted");
  }

  private HttpResponse<String> postAs(String token, String query) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri("/v1/readings" + query))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/x-ndjson")
            .header("Idempotency-Key", "sha256:" + "ab".repeat(32))
            .POST(HttpRequest.BodyPublishers.ofString(READING))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void shouldReadLinesAndGzip() throws Exception {
    String lines = READING + "\n" + READING.replace("00:30", "01:00") + "\n";
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(lines.getBytes(StandardCharsets.UTF_8));
    }
    HttpRequest request =
        request("application/x-ndjson", "Content-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofByteArray(packed.toByteArray()))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(JSON.readTree(response.body()).get("readings").asInt()).isEqualTo(2);
    assertThat(store.all(RawReading.class).get(1).energyWh()).isEqualTo(345);
    assertThat(store.all(RawReading.class).get(1).carryOutMicroJoule()).isEqualTo(2_880_000_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "deflate"})
  void shouldReadAvroContainersOfThePublishedSchema(String codec) throws Exception {
    Schema schema = SchemaStore.published().getCurrent("RawReading");
    RawReading sent =
        new RawReading(
            "s",
            "i",
            4,
            "m-2",
            io.commonwatt.contracts.reading.Channel.CONSUMPTION,
            LiveCommunity.FROM,
            900,
            1234,
            -1,
            io.commonwatt.contracts.reading.Unit.WATT_HOUR,
            0,
            "espi:8",
            LiveCommunity.FROM,
            "");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
      writer.setCodec(CodecFactory.fromString(codec));
      writer.create(schema, bytes);
      writer.append(generic(schema, sent));
    }
    HttpRequest request =
        request("application/avro")
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes.toByteArray()))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    RawReading taken = store.all(RawReading.class).get(0);
    assertThat(taken.meter()).isEqualTo("m-2");
    assertThat(taken.energyWh()).isEqualTo(123);
    assertThat(taken.sentQuality()).isEqualTo("espi:8");
  }

  @Test
  void shouldReadARegisteredFormatByItsContentType() throws Exception {
    String nem12 =
        "100,NEM12,202601020000,MDP,RET\n200,up-3,B1E1,1,E1,N1,m-3,kWh,30,\n300,20260101"
            + ",0.5".repeat(48)
            + ",A,,,20260102000000,\n900\n";
    for (String type : List.of("text/csv", "application/vnd.commonwatt.nem12")) {
      HttpResponse<String> response =
          client.send(
              request(type, "Idempotency-Key", type)
                  .POST(HttpRequest.BodyPublishers.ofString(nem12))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      assertThat(JSON.readTree(response.body()).get("readings").asInt()).isEqualTo(48);
    }
    HttpResponse<String> cut =
        client.send(
            request("text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(nem12.substring(0, 200)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(cut.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(cut.body()).get("code").asText()).startsWith("nem12-");
    assertThat(store.all(RawReading.class))
        .hasSize(96)
        .extracting(RawReading::meter)
        .containsOnly("m-3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{\"meter\":\"m-1\"}                       | json-missing | 1",
        "[#{\"meter\":\"m-1\",\"colour\":1}]       | json-field   | 2",
        "{\"meter\":\"m-1\",\"start\":\"yesterday\"} | json-time   | 1",
        "{\"meter\":\"m-1\",\"value\":true}         | json-number  | 1",
        "{\"meter\":\"m-1\",\"value\":1e999}        | json-number  | 1",
        "{\"meter\":\"m-1\",\"unit\":\"hp\"}        | json-unit    | 1",
        "{\"meter\":\"m-1\",\"meter\":\"m-2\"}      | json-syntax  | 1",
        "{\"meter\":\"m-1\"                         | json-syntax  | 1",
        "{\"resource\":\"d\"}                       | json-missing | 1",
        "{\"powerKw\":1,\"meter\":\"m-1\"}          | json-telemetry | 1",
        "{\"resource\":\"d\",\"powerKw\":\"NaN\"}   | json-number  | 1",
        "{\"resource\":\"d\",\"powerKw\":1e7}       | json-number  | 1",
        "{\"resource\":\"d\",\"available\":1}       | json-type    | 1",
        "{\"resource\":\"d\",\"at\":\"now\"}        | json-time    | 1",
        "[[[[[[1]]]]]]                              | json-reading | 1",
        "`  `                                       | json-empty   | 0",
      })
  void shouldRefuseABodyWithRuleAndLineAndTakeNothingIn(String body, String code, int line)
      throws Exception {
    HttpResponse<String> response = post(body.isBlank() ? body : READING + body.replace('#', '\n'));
    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode error = JSON.readTree(response.body());
    assertThat(error.get("code").asText()).as(response.body()).isEqualTo(code);
    assertThat(error.get("line").asInt()).isEqualTo(line);
    assertThat(error.get("message").asText()).isNotBlank();
    assertThat(store.all(RawReading.class)).isEmpty();
    assertThat(store.all(Import.class)).hasSize(1);
  }

  @Test
  void shouldRefuseWhoShowsNoToken() throws Exception {
    HttpRequest.Builder bare =
        HttpRequest.newBuilder(uri("/v1/readings"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(READING));
    for (HttpRequest request :
        List.of(
            bare.build(),
            bare.copy().header("Authorization", "Bearer another-token-of-sixteen").build())) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }
    assertThatThrownBy(
            () ->
                HttpDoorSettings.of(
                    new InetSocketAddress("127.0.0.1", 0), Map.of(), Optional.empty()))
        .hasMessageContaining("neither bearer tokens nor a trust store");
  }

  @Test
  void shouldRefuseWhatIsTooLarge() throws Exception {
    assertStatus(post(" ".repeat(2_001)), 413, "body-too-large");
    HttpRequest unannounced =
        request("application/json")
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new java.io.ByteArrayInputStream(new byte[200_000])))
            .build();
    assertStatus(
        client.send(unannounced, HttpResponse.BodyHandlers.ofString()), 413, "body-too-large");
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      gzip.write(new byte[1_000_000]);
    }
    HttpRequest packed =
        request("application/json", "Content-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofByteArray(bomb.toByteArray()))
            .build();
    assertStatus(client.send(packed, HttpResponse.BodyHandlers.ofString()), 413, "body-too-large");
  }

  @Test
  void shouldRefuseWhatItCannotUnpackOrDoesNotKnow() throws Exception {
    assertStatus(post(READING, "Content-Encoding", "gzip"), 400, "content-encoding");
    assertStatus(post(READING, "Content-Encoding", "br"), 400, "content-encoding");
    assertStatus(post(READING, "Idempotency-Key", "a b"), 400, "idempotency-key");
    HttpRequest image =
        request("image/png").POST(HttpRequest.BodyPublishers.ofString(READING)).build();
    assertStatus(client.send(image, HttpResponse.BodyHandlers.ofString()), 415, "content-type");
    HttpRequest get = HttpRequest.newBuilder(uri("/v1/readings")).build();
    assertStatus(client.send(get, HttpResponse.BodyHandlers.ofString()), 405, "method-not-allowed");
    HttpRequest lost = HttpRequest.newBuilder(uri("/v2/readings")).build();
    assertStatus(client.send(lost, HttpResponse.BodyHandlers.ofString()), 404, "not-found");
  }

  @Test
  void shouldSendClientsAwayWhileTheQueueIsFull() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    store.beforeCommit =
        () -> {
          try {
            busy.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
    HttpResponse<String> refused = null;
    for (int i = 0; refused == null; i++) {
      CompletableFuture<HttpResponse<String>> sent =
          client.sendAsync(
              request("application/json", "Idempotency-Key", "k" + i)
                  .POST(HttpRequest.BodyPublishers.ofString(READING))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      try {
        refused = sent.get(15, java.util.concurrent.TimeUnit.MILLISECONDS);
      } catch (java.util.concurrent.TimeoutException e) {
        waiting.add(sent);
      }
    }
    assertStatus(refused, 429, "busy");
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    busy.countDown();
    int taken = 0;
    for (CompletableFuture<HttpResponse<String>> sent : waiting) {
      assertThat(sent.get().statusCode()).isIn(200, 429);
      taken += sent.get().statusCode() == 200 ? 1 : 0;
    }
    assertThat(store.all(RawReading.class)).hasSize(taken);
    assertThat(taken).isGreaterThanOrEqualTo(SETTINGS.maxQueuedValues());
  }

  @Test
  void shouldSayWhenTheLogFailsAndForgetNothing() throws Exception {
    store.commitsToFail.set(1);
    HttpResponse<String> failed = post(READING, "Idempotency-Key", "k");
    assertStatus(failed, 503, "unavailable");
    assertThat(failed.headers().firstValue("Retry-After")).contains("5");
    assertThat(health().statusCode()).isEqualTo(503);
    HttpResponse<String> again = post(READING, "Idempotency-Key", "k");
    for (int i = 0; again.statusCode() == 503 && i < 100; i++) {
      Thread.sleep(20);
      again = post(READING, "Idempotency-Key", "k");
    }
    assertThat(outcome(again)).isEqualTo("accepted");
    assertThat(health().statusCode()).isEqualTo(200);
    assertThat(store.all(RawReading.class)).hasSize(1);
  }

  @Test
  void shouldTellClientsByTheirCertificates() throws Exception {
    ThrowAwayCertificates certificates = new ThrowAwayCertificates(folder);
    Path own = certificates.key("door", "ip:127.0.0.1");
    Path head = certificates.key("head-end-7", "dns:head-end");
    Path stranger = certificates.key("stranger", "dns:stranger");
    HttpTls tls = HttpTls.of(own, ThrowAwayCertificates.PASSWORD, certificates.trust("head-end-7"));
    Path trust = certificates.trust("door");
    try (HttpDoor secure =
        HttpDoor.open(
            HttpDoorSettings.of(
                new InetSocketAddress("127.0.0.1", 0), Map.of(TOKEN, "by-token"), Optional.of(tls)),
            intake)) {
      URI readings = URI.create("https://127.0.0.1:" + secure.port() + "/v1/readings");
      HttpRequest.Builder request =
          HttpRequest.newBuilder(readings)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(READING));
      assertThat(send(head, trust, request).statusCode()).isEqualTo(200);
      assertThat(send(null, trust, request).statusCode()).isEqualTo(401);
      assertThat(
              send(null, trust, request.copy().header("Authorization", "Bearer " + TOKEN))
                  .statusCode())
          .isEqualTo(200);
      assertThat(send(stranger, trust, request).statusCode()).isEqualTo(401);
    }
    assertThat(store.all(RawReading.class))
        .extracting(RawReading::source)
        .containsExactly("head-end-7", "by-token");
  }

  @Test
  void shouldServeTheDocumentOfWhatItHandles() throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(uri("/openapi.json")).build(),
            HttpResponse.BodyHandlers.ofString());
    JsonNode document = JSON.readTree(response.body());
    assertThat(document.get("openapi").asText()).startsWith("3.1");
    Set<String> paths = new HashSet<>();
    document
        .get("paths")
        .fields()
        .forEachRemaining(
            path -> {
              paths.add(path.getKey());
              assertThat(path.getValue().fieldNames().next().toUpperCase())
                  .isEqualTo(HttpDoor.METHODS.get(path.getKey()));
            });
    assertThat(paths).isEqualTo(HttpDoor.METHODS.keySet());
    JsonNode post = document.at("/paths/~1v1~1readings/post");
    Set<String> types = names(post.at("/requestBody/content"));
    Set<String> handled = new HashSet<>(BodyReader.JSON_TYPES);
    handled.addAll(BodyReader.AVRO_TYPES);
    handled.addAll(BodyReader.RECOGNISED_TYPES);
    handled.add(BodyReader.VENDOR + "*");
    assertThat(types).isEqualTo(handled);
    Set<String> statuses = new HashSet<>(Set.of("200"));
    Set<String> codes = new HashSet<>();
    for (HttpError error : HttpError.values()) {
      codes.add(error.code());
      if (error.status() != 404 && error.status() != 405) {
        statuses.add(String.valueOf(error.status()));
      }
    }
    assertThat(names(post.get("responses"))).isEqualTo(statuses);
    Set<String> documented = new HashSet<>();
    document
        .at("/components/schemas/Error/properties/code/examples")
        .forEach(code -> documented.add(code.asText()));
    assertThat(documented).isEqualTo(codes);
    JsonNode receipt = JSON.readTree(post(READING).body());
    assertThat(names(receipt))
        .isEqualTo(names(document.at("/components/schemas/Receipt/properties")));
    JsonNode reading = JSON.readTree(READING);
    assertThat(names(document.at("/components/schemas/Reading/properties")))
        .containsAll(names(reading))
        .containsAll(List.of("resource", "powerKw", "stateOfChargeKwh", "available"));
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new HashSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static GenericRecord generic(Schema schema, RawReading reading) {
    GenericRecord record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      Object value =
          switch (field.name()) {
            case "channel" -> new GenericData.EnumSymbol(field.schema(), reading.channel().name());
            case "unit" -> new GenericData.EnumSymbol(field.schema(), reading.unit().name());
            case "start" -> reading.start().toEpochMilli();
            case "knownAt" -> reading.knownAt().toEpochMilli();
            case "sequence" -> reading.sequence();
            case "lengthSeconds" -> reading.lengthSeconds();
            case "mantissa" -> reading.mantissa();
            case "powerOfTen" -> reading.powerOfTen();
            case "carryMicroJoule" -> reading.carryMicroJoule();
            case "sentQuality" -> reading.sentQuality();
            case "meter" -> reading.meter();
            default -> "";
          };
      record.put(field.name(), value);
    }
    return record;
  }

  private static HttpResponse<String> send(Path key, Path trust, HttpRequest.Builder request)
      throws Exception {
    SSLContext context = ThrowAwayCertificates.client(key, trust);
    return HttpClient.newBuilder()
        .sslContext(context)
        .build()
        .send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> health() throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri("/health")).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void assertStatus(HttpResponse<String> response, int status, String code)
      throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(JSON.readTree(response.body()).get("code").asText()).isEqualTo(code);
  }

  private static String outcome(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body()).path("outcome").asText(response.body());
  }

  private HttpResponse<String> post(String body, String... headers) throws Exception {
    return client.send(
        request("application/json", headers)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String type, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/v1/readings"))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", type);
    return headers.length == 0 ? request : request.headers(headers);
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + door.port() + path);
  }
}
