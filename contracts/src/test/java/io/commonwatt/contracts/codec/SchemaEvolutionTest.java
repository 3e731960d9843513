package io.commonwatt.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.reflect.AvroDefault;
import org.apache.avro.reflect.Nullable;
import org.junit.jupiter.api.Test;

/** A record changes from release to release; bytes of each still read. */
class SchemaEvolutionTest {

  /** The record as an older release knew it. */
  public record Before(String meter, int phases, List<Double> ratios, Instant at) {}

  /** The same today: phases dropped, three components added. */
  public record After(
      String meter,
      @AvroDefault("\"unknown\"") String maker,
      List<Double> ratios,
      @Nullable Long limitW,
      @AvroDefault("1") int multiplier,
      Instant at) {}

  private static final Instant NOON = Instant.parse("2025-05-01T12:00:00Z");

  private final Schema before = renamed(SchemaDerivation.derive(Before.class));
  private final Schema after = renamed(SchemaDerivation.derive(After.class));
  private final byte[] old =
      new RecordCodec(SchemaStore.of(List.of(named(before, "Before"))), List.of(Before.class))
          .encode(new Before("m-1", 3, List.of(1.5, 2.5), NOON));
  private final RecordCodec today =
      new RecordCodec(
          SchemaStore.of(List.of(named(before, "After"), named(after, "After"))),
          List.of(After.class));

  @Test
  void pitfall24ShouldFillAddedFieldsWithDefaultsAndSkipRemovedOnes() {
    byte[] bytes = underFingerprintOf(named(before, "After"), old);
    assertThat(today.decode(bytes))
        .isEqualTo(new After("m-1", "unknown", List.of(1.5, 2.5), null, 1, NOON));
  }

  @Test
  void shouldStillReadWhatItWritesItself() {
    After record = new After("m-2", "ACME", List.of(), 7L, 40, NOON);
    assertThat(today.decode(today.encode(record))).isEqualTo(record);
  }

  @Test
  void shouldRefuseTruncatedBytesOfAnOlderSchema() {
    byte[] bytes = underFingerprintOf(named(before, "After"), old);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> today.decode(cut)).isInstanceOf(UndecodableException.class);
    }
  }

  @Test
  void shouldSurviveDamagedBytesOfAnOlderSchema() {
    byte[] bytes = underFingerprintOf(named(before, "After"), old);
    for (int at = 10; at < bytes.length; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] damaged = bytes.clone();
        damaged[at] = (byte) value;
        try {
          assertThat(today.decode(damaged)).isInstanceOf(After.class);
        } catch (UndecodableException e) {
          assertThat(e).hasMessageStartingWith("After: ");
        }
      }
    }
  }

  @Test
  void shouldNotStartWhenARecordDiffersFromItsCurrentSchema() {
    SchemaStore store = SchemaStore.of(List.of(named(before, "After")));
    assertThatThrownBy(() -> new RecordCodec(store, List.of(After.class)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("write the next revision with SchemaFilesTest");
  }

  private static byte[] underFingerprintOf(Schema schema, byte[] bytes) {
    long fingerprint = org.apache.avro.SchemaNormalization.parsingFingerprint64(schema);
    byte[] copy = bytes.clone();
    for (int i = 0; i < Long.BYTES; i++) {
      copy[2 + i] = (byte) (fingerprint >>> (8 * i));
    }
    return copy;
  }

  private static Schema renamed(Schema schema) {
    return named(schema, "After");
  }

  private static Schema named(Schema schema, String name) {
    List<Schema.Field> fields =
        schema.getFields().stream().map(field -> new Schema.Field(field, field.schema())).toList();
    return Schema.createRecord(name, null, SchemaDerivation.NAMESPACE, false, fields);
  }
}
