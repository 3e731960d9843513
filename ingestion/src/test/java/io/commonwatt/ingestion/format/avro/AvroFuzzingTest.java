package io.commonwatt.ingestion.format.avro;

import io.commonwatt.ingestion.format.FormatFuzzing;
import io.commonwatt.ingestion.format.FormatOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class AvroFuzzingTest {

  private static final long SEED = 20_261_122;
  private static final Schema SCHEMA =
      SchemaBuilder.record("RawReading")
          .namespace("a.sender")
          .fields()
          .requiredString("meter")
          .requiredString("channel")
          .requiredLong("start")
          .requiredInt("lengthSeconds")
          .requiredLong("mantissa")
          .requiredInt("powerOfTen")
          .requiredString("unit")
          .optionalString("remark")
          .endRecord();

  @Test
  void shouldReadOrRefuseWhateverComes() throws IOException, InterruptedException {
    List<byte[]> corpus = List.of(container("null"), container("deflate"));
    FormatFuzzing.run(new AvroFormat(), FormatOptions.defaults(), corpus, SEED);
  }

  private static byte[] container(String codec) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<>(SCHEMA))) {
      writer.setCodec(CodecFactory.fromString(codec));
      writer.create(SCHEMA, bytes);
      for (int i = 0; i < 5; i++) {
        GenericRecord record = new GenericData.Record(SCHEMA);
        record.put("meter", "m-" + i);
        record.put("channel", "EXPORT");
        record.put("start", 1_767_225_600_000L + i * 900_000L);
        record.put("lengthSeconds", 900);
        record.put("mantissa", 123L * i);
        record.put("powerOfTen", -1);
        record.put("unit", "WATT_HOUR");
        writer.append(record);
      }
    }
    return bytes.toByteArray();
  }
}
