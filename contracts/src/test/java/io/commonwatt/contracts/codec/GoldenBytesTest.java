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
    Path file = FOLDER.resolve(Revisions.file(type, Revisions.current(type)) + ".hex");
    if (Boolean.getBoolean("commonwatt.write")) {
      Files.writeString(
          file, HexFormat.of().formatHex(RecordCodec.standard().encode(record)) + "\n");
    }
    String golden = Files.readString(file).strip();
    assertThat(HexFormat.of().formatHex(RecordCodec.standard().encode(record))).isEqualTo(golden);
    assertThat(RecordCodec.standard().decode(HexFormat.of().parseHex(golden)))
        .matches(each -> SameRecord.test(each, record), record.toString());
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldReadTheBytesOfEveryRevision(Class<?> type) throws IOException {
    for (int revision = 1; revision < Revisions.current(type); revision++) {
      String golden = Files.readString(FOLDER.resolve(Revisions.file(type, revision) + ".hex"));
      Object old = RecordCodec.standard().decode(HexFormat.of().parseHex(golden.strip()));
      assertThat(old).isInstanceOf(type);
      assertThat(RecordCodec.standard().decode(RecordCodec.standard().encode(old)))
          .matches(each -> SameRecord.test(each, old), old.toString());
    }
  }
}
