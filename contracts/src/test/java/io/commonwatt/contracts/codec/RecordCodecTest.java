package io.commonwatt.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.price.Price;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

  private static final Instant NOON = Instant.parse("2025-05-01T12:00:00Z");
  private static final Progress PROGRESS = new Progress("ingestion/0", 1, NOON, false);

  private final RecordCodec codec = RecordCodec.standard();

  @Test
  void shouldStartWithMagicAndLittleEndianFingerprint() {
    Schema schema = SchemaStore.published().getCurrent("Progress");
    byte[] bytes = codec.encode(PROGRESS);
    assertThat(HexFormat.of().formatHex(bytes, 0, 2)).isEqualTo("c301");
    long fingerprint = SchemaNormalization.parsingFingerprint64(schema);
    assertThat(bytes[2]).isEqualTo((byte) fingerprint);
    assertThat(bytes[9]).isEqualTo((byte) (fingerprint >>> 56));
  }

  @Test
  void shouldGiveEverySchemaItsOwnFingerprint() {
    SchemaStore store = SchemaStore.published();
    assertThat(store.listAll().stream().map(SchemaNormalization::parsingFingerprint64))
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldSayThatTheMagicIsMissing() {
    assertThatThrownBy(() -> codec.decode("{\"price\":1}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UndecodableException.class)
        .hasMessage("Not a record: expected c301 and a fingerprint, found 7b227072696365223a31");
    assertThatThrownBy(() -> codec.decode(new byte[0]))
        .isInstanceOf(UndecodableException.class)
        .hasMessage("Not a record: expected c301 and a fingerprint, found nothing");
  }

  @Test
  void shouldPrintAnUnknownFingerprint() {
    byte[] bytes = HexFormat.of().parseHex("c301efcdab896745230100");
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(UndecodableException.class)
        .hasMessageContaining("Unknown schema fingerprint 0123456789abcdef");
  }

  @Test
  void shouldNameTheRecordAndTheByteOfATruncation() {
    byte[] bytes = codec.encode(PROGRESS);
    assertThatThrownBy(() -> codec.decode(Arrays.copyOf(bytes, 14)))
        .isInstanceOf(UndecodableException.class)
        .hasMessage(
            "Progress: truncated or damaged: a string of 11 bytes at byte 11, the body ends at"
                + " 14");
  }

  @Test
  void shouldRefuseBytesAfterTheBody() {
    byte[] bytes = codec.encode(PROGRESS);
    assertThatThrownBy(() -> codec.decode(Arrays.copyOf(bytes, bytes.length + 2)))
        .isInstanceOf(UndecodableException.class)
        .hasMessage("Progress: 2 bytes follow the end of the body");
  }

  @Test
  void shouldReportWhatTheRecordRefuses() {
    byte[] bytes = codec.encode(PROGRESS);
    bytes[22] = 0; // writers
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(UndecodableException.class)
        .hasMessage("Progress: Progress refused: Progress of 'ingestion/0' names 0 writers");
  }

  @Test
  void shouldRefuseAnInstantThatWouldNotComeBackTheSame() {
    Instant fine = NOON.plusNanos(1);
    assertThatThrownBy(() -> codec.encode(new Price("GB", NOON, 3600, "EUR", 1, 1, 0, fine)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Cannot encode knownAt of Price[")
        .hasMessageContaining("is finer than a millisecond; truncate it where it is made");
  }

  @Test
  void shouldNameTheComponentThatIsNull() {
    assertThatThrownBy(() -> codec.encode(new Price(null, NOON, 3600, "EUR", 1, 1, 0, NOON)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Cannot encode market of Price[");
  }

  @Test
  void shouldRefuseAClassWithoutSchema() {
    assertThatThrownBy(() -> codec.encode("text"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("java.lang.String has no schema; add it to RecordTypes and avro/");
  }

  @Test
  void shouldServeTwoThreadsAtOnce() throws Exception {
    List<Object> records = new ArrayList<>();
    RecordTypes.listAll().forEach(type -> records.add(GoldenRecords.of(type)));
    List<byte[]> expected = records.stream().map(codec::encode).toList();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (int thread = 0; thread < 2; thread++) {
        runs.add(threads.submit(() -> encodeAndDecode(records, expected)));
      }
      for (Future<?> run : runs) {
        run.get(30, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void encodeAndDecode(List<Object> records, List<byte[]> expected) {
    for (int round = 0; round < 2000; round++) {
      for (int i = 0; i < records.size(); i++) {
        byte[] bytes = codec.encode(records.get(i));
        assertThat(Arrays.equals(bytes, expected.get(i))).isTrue();
        assertThat(Arrays.equals(codec.encode(codec.decode(bytes)), bytes)).isTrue();
      }
    }
  }
}
