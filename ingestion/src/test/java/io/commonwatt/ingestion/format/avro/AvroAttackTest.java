package io.commonwatt.ingestion.format.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.KeepingSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

/** What a container can do to its reader: claims without bytes, bombs, deep and endless schemas. */
class AvroAttackTest {

  private static final String FIELDS =
      "{\"name\":\"meter\",\"type\":\"string\"},{\"name\":\"channel\",\"type\":\"string\"},"
          + "{\"name\":\"start\",\"type\":\"long\"},{\"name\":\"lengthSeconds\",\"type\":\"int\"},"
          + "{\"name\":\"mantissa\",\"type\":\"long\"},{\"name\":\"powerOfTen\",\"type\":\"int\"},"
          + "{\"name\":\"unit\",\"type\":\"string\"}";

  @Test
  void shouldRefuseSchemasThatNestDeeply() throws IOException {
    for (int depth : new int[] {300, 900, 5_000, 20_000}) {
      String arrays =
          "{\"type\":\"array\",\"items\":".repeat(depth) + "\"null\"" + "}".repeat(depth);
      String types = "{\"type\":".repeat(depth) + "\"string\"" + "}".repeat(depth);
      for (String nested : List.of(arrays, types, "[".repeat(depth), "{\"a\":".repeat(depth))) {
        assertThat(refusal(container(nested, "null", 0, new byte[0])))
            .as(depth + " × " + nested.substring(0, 5))
            .startsWith("avro-");
        String field = FIELDS + ",{\"name\":\"more\",\"type\":" + nested + "}";
        String code = refusal(container(record(field), "null", 1, new byte[] {0}));
        assertThat(code).as(depth + " × " + nested.substring(0, 5)).startsWith("avro-");
      }
    }
  }

  @Test
  void shouldRefuseSchemasWhoseValuesTakeNoBytesOrContainThemselves() throws IOException {
    for (String type :
        List.of(
            "{\"type\":\"array\",\"items\":\"null\"}",
            "{\"type\":\"map\",\"values\":\"null\"}",
            "[\"null\",\"RawReading\"]",
            "{\"type\":\"record\",\"name\":\"Empty\",\"fields\":[]}")) {
      String field = FIELDS + ",{\"name\":\"more\",\"type\":" + type + "}";
      assertThat(refusal(container(record(field), "null", 1, new byte[64])))
          .as(type)
          .isEqualTo("avro-schema");
    }
    assertThat(refusal(container(record(""), "null", Long.MAX_VALUE, new byte[0])))
        .isEqualTo("avro-schema");
  }

  @Test
  void shouldRefuseMoreRecordsAndBytesThanThereAre() throws IOException {
    for (long records : new long[] {1, 1_000, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
      assertThat(refusal(container(record(FIELDS), "null", records, new byte[0])))
          .as("%d records", records)
          .isIn("avro-content", "avro-block", "too-many-records");
    }
    byte[] claimsMuch = {-2, -1, -1, -1, -1, -1, -1, -1, -1, 1};
    assertThat(refusal(container(record(FIELDS), "null", 1, claimsMuch))).isEqualTo("avro-content");
  }

  @Test
  void shouldRefuseABlockThatInflatesBeyondItsLimit() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(bomb, new Deflater(Deflater.BEST_COMPRESSION, true))) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        out.write(zeros);
      }
    }
    assertThat(bomb.size()).isLessThan(1 << 17);
    assertThat(refusal(container(record(FIELDS), "deflate", 1, bomb.toByteArray())))
        .isEqualTo("avro-block");
  }

  private static String record(String fields) {
    return "{\"type\":\"record\",\"name\":\"RawReading\",\"fields\":[" + fields + "]}";
  }

  private static String refusal(byte[] container) {
    KeepingSink sink = new KeepingSink();
    FormatException refusal =
        catchThrowableOfType(
            FormatException.class,
            () ->
                new AvroFormat()
                    .read(new ByteArrayInputStream(container), FormatOptions.defaults(), sink));
    assertThat(sink.intervals).isEmpty();
    return refusal == null ? "read" : refusal.code();
  }

  private static byte[] container(String schema, String codec, long records, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {'O', 'b', 'j', 1});
    number(out, 2);
    text(out, "avro.schema");
    text(out, schema);
    text(out, "avro.codec");
    text(out, codec);
    number(out, 0);
    byte[] sync = new byte[16];
    out.writeBytes(sync);
    number(out, records);
    number(out, content.length);
    out.writeBytes(content);
    out.writeBytes(sync);
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(out, bytes.length);
    out.writeBytes(bytes);
  }

  /** A zig-zag number of variable length. */
  private static void number(ByteArrayOutputStream out, long value) {
    long left = (value << 1) ^ (value >> 63);
    while ((left & ~0x7FL) != 0) {
      out.write((int) ((left & 0x7F) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }
}
