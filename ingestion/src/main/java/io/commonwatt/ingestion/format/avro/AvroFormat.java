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
import java.util.List;
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
  private static final long FIRST_MS = Instant.parse("1900-01-01T00:00:00Z").toEpochMilli();
  private static final long LAST_MS = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

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
          record = decode(reader, record, decoder, number);
          sink.interval(value(record, number));
        }
        if (!decoder.isEnd()) {
          throw new FormatException("avro-block", number, "A block holds more than its records");
        }
      }
    } catch (AvroRuntimeException | IOException | ClassCastException e) {
      throw unreadable(number, e);
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
      try {
        GenericDatumReader.skip(schema, decoder);
      } catch (RuntimeException e) {
        throw unreadable(before, e);
      }
    }
  }

  /** The reader of a schema fails in many ways on bytes that do not follow it. */
  private static GenericRecord decode(
      GenericDatumReader<GenericRecord> reader,
      GenericRecord reused,
      BinaryDecoder decoder,
      long number)
      throws IOException {
    try {
      return reader.read(reused, decoder);
    } catch (RuntimeException e) {
      throw unreadable(number, e);
    }
  }

  private static FormatException unreadable(long number, Exception e) {
    return new FormatException(
        "avro-content", number, "The container is not readable: " + e.getMessage(), e);
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
        named(Channel.class, record, "channel", number),
        start(record, number),
        lengthSeconds,
        (long) record.get("mantissa"),
        powerOfTen,
        named(Unit.class, record, "unit", number),
        text(record, "sentQuality", number),
        number);
  }

  private static Instant start(GenericRecord record, long number) {
    long milliseconds = (long) record.get("start");
    if (milliseconds < FIRST_MS || milliseconds >= LAST_MS) {
      throw new FormatException(
          "avro-reading",
          number,
          "Reading " + number + " starts at " + milliseconds + " ms; expected 1900 to 2199");
    }
    return Instant.ofEpochMilli(milliseconds);
  }

  private static <E extends Enum<E>> E named(
      Class<E> type, GenericRecord record, String field, long number) {
    String name = record.get(field).toString();
    for (E one : type.getEnumConstants()) {
      if (one.name().equals(name)) {
        return one;
      }
    }
    throw new FormatException(
        "avro-reading",
        number,
        "Reading "
            + number
            + " has "
            + field
            + " '"
            + name
            + "'; expected one of "
            + List.of(type.getEnumConstants()));
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
