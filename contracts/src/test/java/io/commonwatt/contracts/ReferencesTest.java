package io.commonwatt.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A row of docs/references.md that claims to work names a test that exists. */
class ReferencesTest {

  private static final Pattern CLASS_NAME = Pattern.compile("`(io\\.commonwatt\\.[\\w.]+)`");
  private static final int COLUMNS = 6;

  private record Row(String id, List<String> cells) {
    boolean claimsToWork() {
      return cells.stream().noneMatch(cell -> cell.contains("not yet"));
    }

    String test() {
      return cells.get(COLUMNS - 1);
    }
  }

  @Test
  void shouldHaveARowForEachReference() throws IOException {
    Stream<String> numbered = IntStream.rangeClosed(1, 25).mapToObj(Integer::toString);
    Stream<String> unnumbered = IntStream.rangeClosed(1, 7).mapToObj(number -> "U" + number);
    assertThat(rows())
        .extracting(Row::id)
        .containsExactlyInAnyOrderElementsOf(Stream.concat(numbered, unnumbered).toList());
  }

  @Test
  void shouldFillEveryColumn() throws IOException {
    assertThat(rows())
        .allSatisfy(
            row ->
                assertThat(row.cells())
                    .hasSize(COLUMNS)
                    .allSatisfy(cell -> assertThat(cell).isNotBlank()));
  }

  @Test
  void shouldNameATestThatExistsWhereARowClaimsToWork() throws IOException {
    for (Row row : rows()) {
      if (row.claimsToWork()) {
        List<String> names =
            CLASS_NAME.matcher(row.test()).results().map(match -> match.group(1)).toList();
        assertThat(names).as("test named by row %s: %s", row.id(), row.test()).isNotEmpty();
        assertThat(names)
            .as("tests of row %s", row.id())
            .allSatisfy(name -> assertThat(findSource(name)).as(name).isPresent());
      }
    }
  }

  @Test
  void shouldFindTheSourceOfATestInWhateverModule() throws IOException {
    assertThat(findSource("io.commonwatt.contracts.ReferencesTest")).isPresent();
    assertThat(findSource("io.commonwatt.contracts.NoSuchTest")).isEmpty();
  }

  private static Optional<Path> findSource(String className) throws IOException {
    String file = "src/test/java/" + className.replace('.', '/') + ".java";
    try (Stream<Path> modules = Files.list(Repository.root())) {
      return modules.map(module -> module.resolve(file)).filter(Files::exists).findFirst();
    }
  }

  private static List<Row> rows() throws IOException {
    Optional<Path> path = Repository.find("docs/references.md");
    Assumptions.assumeTrue(path.isPresent(), "docs/references.md is not there");
    return Files.readAllLines(path.get()).stream()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| id "))
        .map(
            line ->
                Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|"))
                    .map(String::strip)
                    .toList())
        .map(cells -> new Row(cells.get(0), cells))
        .toList();
  }
}
