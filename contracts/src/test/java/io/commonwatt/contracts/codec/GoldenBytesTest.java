package io.commonwatt.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes written once must be written and read for ever. Run with {@code -Dcommonwatt.write=true}
 * after a record got a new schema revision, and keep the file of the old one.
 */
class GoldenBytesTest {

  private static final Path FOLDER = Path.of("src/test/resources/golden");

  static List<Class<?>> types() {
    return RecordTypes.listAll();
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldEncodeAndDecodeTheGoldenBytes(Class<?> type) throws IOException {
    Object record = GoldenRecords.of(type);
    List<String> revisions = SchemaFilesTest.listRevisions(type);
    Path file = golden(revisions.get(revisions.size() - 1));
    if (Boolean.getBoolean("commonwatt.write")) {
      Files.writeString(
          file, HexFormat.of().formatHex(RecordCodec.standard().encode(record)) + "\n");
    }
    String golden = Files.readString(file).strip();
    assertThat(HexFormat.of().formatHex(RecordCodec.standard().encode(record))).isEqualTo(golden);
    for (String revision : revisions) {
      byte[] bytes = HexFormat.of().parseHex(Files.readString(golden(revision)).strip());
      assertThat(RecordCodec.standard().decode(bytes))
          .as(revision)
          .matches(each -> SameRecord.test(each, record), record.toString());
    }
  }

  private static Path golden(String schemaFile) {
    return FOLDER.resolve(schemaFile.replace(".avsc", ".hex"));
  }
}
