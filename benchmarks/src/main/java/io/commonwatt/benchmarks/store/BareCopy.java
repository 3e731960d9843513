package io.commonwatt.benchmarks.store;

import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.wire.Wire;
import io.commonwatt.wire.WireSettings;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.postgresql.PGConnection;

/** The least a storage path can do: decode each raw reading and COPY three columns, no index. */
final class BareCopy {

  /** Table it fills. */
  static final String TABLE = "bench_bare";

  private static final int BATCH_ROWS = 20_000;

  private BareCopy() {}

  static void build(StreamExecutionEnvironment env, WireSettings settings, String url) {
    KafkaSource<byte[]> source =
        KafkaSource.<byte[]>builder()
            .setBootstrapServers(settings.bootstrapServers())
            .setTopics(Topics.RAW_READING.name())
            .setGroupId(settings.prefix())
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setBounded(OffsetsInitializer.latest())
            .setDeserializer(new Values())
            .setProperty("isolation.level", "read_committed")
            .build();
    env.fromSource(source, WatermarkStrategy.noWatermarks(), "log").sinkTo(new Table(url));
  }

  private static final class Values implements KafkaRecordDeserializationSchema<byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<byte[]> out) {
      out.collect(record.value());
    }

    @Override
    public TypeInformation<byte[]> getProducedType() {
      return PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
    }
  }

  private record Table(String url) implements Sink<byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public SinkWriter<byte[]> createWriter(WriterInitContext context) throws IOException {
      try {
        return new Rows(DriverManager.getConnection(url));
      } catch (SQLException e) {
        throw new IOException(e);
      }
    }
  }

  private static final class Rows implements SinkWriter<byte[]> {
    private static final byte[] HEADER = {
      'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final long POSTGRES_EPOCH_SECONDS = 946_684_800L;

    private final Connection connection;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
    private final DataOutputStream out = new DataOutputStream(bytes);
    private int rows;

    Rows(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void write(byte[] element, Context context) throws IOException {
      if (Wire.decode(element) instanceof RawReading reading) {
        if (rows == 0) {
          out.write(HEADER);
        }
        byte[] meter = reading.meter().getBytes(StandardCharsets.US_ASCII);
        out.writeShort(3);
        out.writeInt(meter.length);
        out.write(meter);
        out.writeInt(Long.BYTES);
        out.writeLong((reading.start().getEpochSecond() - POSTGRES_EPOCH_SECONDS) * 1_000_000);
        out.writeInt(Long.BYTES);
        out.writeLong(reading.energyWh());
        if (++rows == BATCH_ROWS) {
          flush(false);
        }
      }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      if (rows == 0) {
        return;
      }
      out.writeShort(-1);
      try {
        var copy =
            connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + TABLE + " FROM STDIN (FORMAT BINARY)");
        copy.writeToCopy(bytes.toByteArray(), 0, bytes.size());
        copy.endCopy();
      } catch (SQLException e) {
        throw new IOException(e);
      }
      bytes.reset();
      rows = 0;
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
