package io.commonwatt.ingestion.format.avro;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.IntervalValue;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * Interval readings in an Avro object container, codecs {@code null} and {@code deflate}. The
 * writer's schema may be the published {@code RawReading} itself or any record of that name with at
 * least meter, channel, start, lengthSeconds, mantissa, powerOfTen and unit; {@code sentQuality} is
 * read where it is, other fields are ignored. Immutable, thread-safe.
 */
public final class AvroFormat implements Format {

  private static final int MIN_POWER = -12;
  private static final int MAX_POWER = 9;
  private static final int MAX_ID = 128;

  @Override
  public String name() {
    return "avro";
  }

  @Override
  public boolean recognises(String fileName, byte[] head) {
    return head.length > 4 && head[0] == 'O' && head[1] == 'b' && head[2] == 'j' && head[3] == 1;
  }

  @Override
  public void read(InputStream in, FormatOptions options, FormatSink sink) throws IOException {
    long number = 0;
    try {
      AvroContainer container = AvroContainer.open(in);
      Schema readable = ReadableSchema.of(container.schema());
      GenericDatumReader<GenericRecord> reader =
          new GenericDatumReader<>(container.schema(), readable);
      BinaryDecoder decoder = null;
      GenericRecord record = null;
      for (AvroContainer.Block block = container.next(); block != null; block = container.next()) {
        checkLengths(container.schema(), block, options, number);
        decoder = DecoderFactory.get().binaryDecoder(block.content(), decoder);
        for (long left = block.records(); left > 0; left--) {
          number++;
          record = reader.read(record, decoder);
          sink.interval(value(record, number));
        }
        if (!decoder.isEnd()) {
          throw new FormatException("avro-block", number, "A block holds more than its records");
        }
      }
    } catch (AvroRuntimeException | IOException | ClassCastException e) {
      throw new FormatException(
          "avro-content", number, "The container is not readable: " + e.getMessage(), e);
    }
  }

  /** Walks a block without taking memory for lengths that it only claims. */
  private static void checkLengths(
      Schema schema, AvroContainer.Block block, FormatOptions options, long before)
      throws IOException {
    if (block.records() > options.maxRecords() - before) {
      throw new FormatException(
          "too-many-records",
          before,
          "The document has more than "
              + options.maxRecords()
              + " values; split it or raise the limit of records");
    }
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(block.content(), null);
    for (long left = block.records(); left > 0; left--) {
      GenericDatumReader.skip(schema, decoder);
    }
  }

  private static IntervalValue value(GenericRecord record, long number) {
    String meter = text(record, "meter", number);
    int lengthSeconds = (int) record.get("lengthSeconds");
    int powerOfTen = (int) record.get("powerOfTen");
    if (meter.isBlank() || lengthSeconds <= 0) {
      throw new FormatException(
          "avro-reading",
          number,
          "Reading " + number + " of meter '" + meter + "' has length " + lengthSeconds + " s");
    }
    if (powerOfTen < MIN_POWER || powerOfTen > MAX_POWER) {
      throw new FormatException(
          "avro-reading",
          number,
          "Reading " + number + " has power of ten " + powerOfTen + "; expected -12…9");
    }
    return new IntervalValue(
        meter,
        "",
        Channel.valueOf(record.get("channel").toString()),
        Instant.ofEpochMilli((long) record.get("start")),
        lengthSeconds,
        (long) record.get("mantissa"),
        powerOfTen,
        Unit.valueOf(record.get("unit").toString()),
        text(record, "sentQuality", number),
        number);
  }

  private static String text(GenericRecord record, String field, long number) {
    String text = record.get(field).toString();
    if (text.length() > MAX_ID) {
      throw new FormatException(
          "avro-reading", number, "Field '" + field + "' has more than " + MAX_ID + " letters");
    }
    return text;
  }
}
