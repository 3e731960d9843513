package io.commonwatt.contracts.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Turns a body written under an older schema into one under the current schema, by Avro's rules:
 * removed fields are skipped, added ones take their defaults. Not a hot path.
 */
final class OlderSchema {

  private final Schema writer;
  private final Schema current;

  OlderSchema(Schema writer, Schema current) {
    this.writer = writer;
    this.current = current;
  }

  byte[] modernise(byte[] bytes, int from, int limit) {
    BodyReader measured = new BodyReader(bytes, from, limit);
    walk(writer, measured); // Avro trusts lengths; these are checked before it sees them.
    RecordCodec.checkEnd(measured);
    try {
      GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(writer, current);
      GenericRecord record =
          reader.read(null, DecoderFactory.get().binaryDecoder(bytes, from, limit - from, null));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      new GenericDatumWriter<GenericRecord>(current).write(record, encoder);
      encoder.flush();
      return out.toByteArray();
    } catch (IOException
        | AvroRuntimeException
        | ClassCastException
        | IndexOutOfBoundsException e) {
      throw new UndecodableException(
          "written under an older schema that does not resolve to the current one: "
              + e.getMessage(),
          e);
    }
  }

  private static void walk(Schema schema, BodyReader in) {
    switch (schema.getType()) {
      case RECORD -> schema.getFields().forEach(field -> walk(field.schema(), in));
      case ARRAY -> walkBlocks(schema.getElementType(), false, in);
      case MAP -> walkBlocks(schema.getValueType(), true, in);
      case UNION -> {
        int branch = in.readInt();
        if (branch < 0 || branch >= schema.getTypes().size()) {
          throw new UndecodableException(branch + " is no branch of " + schema);
        }
        walk(schema.getTypes().get(branch), in);
      }
      case STRING, BYTES -> in.skipLengthPrefixed();
      case FIXED -> in.skip(schema.getFixedSize());
      case ENUM, INT -> in.readInt();
      case LONG -> in.readLong();
      case FLOAT -> in.skip(Float.BYTES);
      case DOUBLE -> in.skip(Double.BYTES);
      case BOOLEAN -> in.readBoolean();
      case NULL -> {}
    }
  }

  private static void walkBlocks(Schema element, boolean keyed, BodyReader in) {
    for (int count = in.readBlockCount(1); count > 0; count = in.readBlockCount(1)) {
      for (int i = 0; i < count; i++) {
        if (keyed) {
          in.skipLengthPrefixed();
        }
        walk(element, in);
      }
    }
  }
}
