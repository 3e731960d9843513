package io.commonwatt.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** jqwik prints the seed of every run. */
class RecordCodecPropertyTest {

  private static final int HEADER = 10;

  private final RecordCodec codec = RecordCodec.standard();

  @Provide
  Arbitrary<Object> records() {
    return RecordArbitraries.anyRecord();
  }

  @Property
  void shouldReadBackWhatItWrote(@ForAll("records") Object record) {
    byte[] bytes = codec.encode(record);
    Object decoded = codec.decode(bytes);
    assertThat(decoded).hasSameClassAs(record);
    assertThat(decoded).matches(each -> SameRecord.test(each, record), record.toString());
    assertThat(codec.encode(decoded)).isEqualTo(bytes);
  }

  @Property(tries = 300)
  void shouldWriteWhatAvroItselfWrites(@ForAll("records") Object record) throws IOException {
    byte[] bytes = codec.encode(record);
    Schema schema = SchemaStore.published().getCurrent(record.getClass().getSimpleName());
    GenericRecord generic =
        new GenericDatumReader<GenericRecord>(schema)
            .read(
                null,
                DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(schema).write(generic, encoder);
    encoder.flush();
    assertThat(out.toByteArray()).isEqualTo(Arrays.copyOfRange(bytes, HEADER, bytes.length));
  }

  @Property
  void shouldReadFromThePartOfAnArray(
      @ForAll("records") Object record, @ForAll @IntRange(max = 20) int before) {
    byte[] bytes = codec.encode(record);
    byte[] within = new byte[before + bytes.length + 7];
    System.arraycopy(bytes, 0, within, before, bytes.length);
    assertThat(codec.decode(within, before, bytes.length))
        .matches(each -> SameRecord.test(each, record), record.toString());
  }

  @Property
  void shouldRefuseEveryTruncation(@ForAll("records") Object record, @ForAll @IntRange int cut) {
    byte[] bytes = codec.encode(record);
    onlyUndecodable(Arrays.copyOf(bytes, Math.floorMod(cut, bytes.length)), true);
  }

  @Property
  void shouldSurviveDamagedBytes(
      @ForAll("records") Object record,
      @ForAll @IntRange int where,
      @ForAll @Size(min = 1, max = 12) byte[] damage) {
    byte[] bytes = codec.encode(record);
    int from = Math.floorMod(where, bytes.length);
    System.arraycopy(damage, 0, bytes, from, Math.min(damage.length, bytes.length - from));
    onlyUndecodable(bytes, false);
  }

  @Property
  void shouldSurviveAnyBodyUnderAKnownFingerprint(
      @ForAll("records") Object record, @ForAll @Size(max = 200) byte[] body) {
    byte[] bytes = Arrays.copyOf(codec.encode(record), HEADER + body.length);
    System.arraycopy(body, 0, bytes, HEADER, body.length);
    onlyUndecodable(bytes, false);
  }

  @Property
  void shouldSurviveGarbage(@ForAll @Size(max = 200) byte[] garbage) {
    onlyUndecodable(garbage, true);
  }

  private void onlyUndecodable(byte[] bytes, boolean mustFail) {
    try {
      codec.decode(bytes);
    } catch (UndecodableException e) {
      assertThat(e).hasMessageMatching("(?s).{10,}");
      return;
    }
    assertThat(mustFail).as("decoded although damaged").isFalse();
  }
}
