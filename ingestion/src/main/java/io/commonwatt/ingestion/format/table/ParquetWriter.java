package io.commonwatt.ingestion.format.table;

import io.commonwatt.ingestion.format.FormatWriter;
import io.commonwatt.ingestion.format.ValidatedValue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/**
 * Writes the platform's own table as Parquet, Snappy compressed: starts as timestamps in UTC, ms;
 * energies as whole Wh. The document is made in a temporary file, for a Parquet file ends with its
 * index. Immutable.
 */
public final class ParquetWriter implements FormatWriter {

  private static final MessageType SCHEMA =
      Types.buildMessage()
          .addField(text("usagePoint"))
          .addField(text("meter"))
          .addField(text("channel"))
          .addField(
              Types.required(PrimitiveTypeName.INT64)
                  .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MILLIS))
                  .named("start"))
          .addField(Types.required(PrimitiveTypeName.INT32).named("lengthSeconds"))
          .addField(Types.required(PrimitiveTypeName.INT64).named("energyWh"))
          .addField(text("quality"))
          .addField(text("method"))
          .named("validated");

  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public void write(Iterator<ValidatedValue> values, OutputStream out) throws IOException {
    Path folder = Files.createTempDirectory("commonwatt-parquet");
    Path file = folder.resolve("validated.parquet");
    try {
      try (blue.strategic.parquet.ParquetWriter<ValidatedValue> writer =
          blue.strategic.parquet.ParquetWriter.writeFile(
              SCHEMA,
              file.toFile(),
              (value, row) -> {
                row.write("usagePoint", value.usagePoint());
                row.write("meter", value.meter());
                row.write("channel", value.channel().code());
                row.write("start", value.start().toEpochMilli());
                row.write("lengthSeconds", value.lengthSeconds());
                row.write("energyWh", value.energyWh());
                row.write("quality", PlatformTable.text(value.quality()));
                row.write("method", value.method());
              })) {
        while (values.hasNext()) {
          writer.write(values.next());
        }
      }
      Files.copy(file, out);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  private static PrimitiveType text(String name) {
    return Types.required(PrimitiveTypeName.BINARY)
        .as(LogicalTypeAnnotation.stringType())
        .named(name);
  }
}
