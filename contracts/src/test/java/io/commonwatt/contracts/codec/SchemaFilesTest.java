package io.commonwatt.contracts.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The published schemas say what the records are. After a change of a record, {@code mvn -pl
 * contracts test -Dtest=SchemaFilesTest -Dcommonwatt.write=true} writes the schema files anew (then
 * run GoldenBytesTest in the same way); once released, a change becomes a new revision beside the
 * old file instead.
 */
class SchemaFilesTest {

  private static final Path FOLDER = Path.of("src/main/resources/avro");

  static List<Class<?>> types() {
    return RecordTypes.listAll();
  }

  @Test
  void shouldListEverySchemaFileInTheIndex() throws IOException {
    if (Boolean.getBoolean("commonwatt.write")) {
      writeAll();
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".avsc"))
              .sorted()
              .toList();
      assertThat(Files.readAllLines(FOLDER.resolve("index.txt")))
          .filteredOn(line -> !line.startsWith("#"))
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldDeriveTheCommittedSchemaFromTheRecord(Class<?> type) {
    Schema committed = SchemaStore.published().getCurrent(type.getSimpleName());
    assertThat(committed.toString(true)).isEqualTo(SchemaDerivation.derive(type).toString(true));
  }

  private static void writeAll() throws IOException {
    List<String> index = new ArrayList<>();
    index.add("# Every schema ever published, oldest revision of a name first.");
    for (Class<?> type : types()) {
      List<String> revisions = listRevisions(type);
      index.addAll(revisions);
      Files.writeString(
          FOLDER.resolve(revisions.get(revisions.size() - 1)),
          SchemaDerivation.derive(type).toString(true) + "\n");
    }
    Files.write(FOLDER.resolve("index.txt"), index);
  }

  /** Schema files of a record in the index, oldest first; the first one where there is none yet. */
  static List<String> listRevisions(Class<?> type) throws IOException {
    String name = type.getSimpleName() + ".v";
    List<String> lines = Files.readAllLines(FOLDER.resolve("index.txt"));
    List<String> revisions = lines.stream().filter(line -> line.startsWith(name)).toList();
    return revisions.isEmpty() ? List.of(name + "1.avsc") : revisions;
  }
}
