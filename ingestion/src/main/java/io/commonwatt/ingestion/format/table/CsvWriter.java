package io.commonwatt.ingestion.format.table;

import io.commonwatt.ingestion.format.FormatWriter;
import io.commonwatt.ingestion.format.ValidatedValue;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/**
 * Writes the platform's own table as CSV (RFC 4180, UTF-8): a line for each value, times in UTC,
 * energies in whole Wh. Immutable.
 */
public final class CsvWriter implements FormatWriter {

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public void write(Iterator<ValidatedValue> values, OutputStream out) throws IOException {
    Writer writer =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    writer.write(String.join(",", PlatformTable.COLUMNS));
    writer.write("\r\n");
    StringBuilder line = new StringBuilder(128);
    while (values.hasNext()) {
      ValidatedValue value = values.next();
      line.setLength(0);
      cell(line, value.usagePoint());
      cell(line.append(','), value.meter());
      line.append(',').append(value.channel().code());
      line.append(',').append(value.start());
      line.append(',').append(value.lengthSeconds());
      line.append(',').append(value.energyWh());
      line.append(',').append(PlatformTable.text(value.quality()));
      cell(line.append(','), value.method());
      writer.append(line).write("\r\n");
    }
    writer.flush();
  }

  /** Appends a text, quoted where it must be; line ends become blanks. */
  private static void cell(StringBuilder line, String text) {
    String one = text.replace('\r', ' ').replace('\n', ' ');
    if (one.indexOf(',') >= 0 || one.indexOf('"') >= 0 || !one.equals(one.strip())) {
      line.append('"').append(one.replace("\"", "\"\"")).append('"');
    } else {
      line.append(one);
    }
  }
}
