package io.commonwatt.ingestion.door.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The memory of imports against a plain map that drops its eldest. */
class RecentImportsProperties {

  @Property(tries = 200)
  void shouldRememberTheLatestAsAMapWould(
      @ForAll("ids") List<Integer> ids, @ForAll @IntRange(min = 1, max = 40) int horizon) {
    RecentImports imports = new RecentImports(horizon);
    Map<String, Mark> plain =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Mark> eldest) {
            return size() > horizon;
          }
        };
    for (int i = 0; i < ids.size(); i++) {
      String id = "import " + ids.get(i);
      assertThat(imports.find(id)).isEqualTo(java.util.Optional.ofNullable(plain.get(id)));
      Mark mark = new Mark(i, i, i, i);
      imports.add(id, mark);
      plain.putIfAbsent(id, mark);
      assertThat(imports.size()).isEqualTo(plain.size());
    }
    for (int id = 0; id < 120; id++) {
      assertThat(imports.find("import " + id))
          .isEqualTo(java.util.Optional.ofNullable(plain.get("import " + id)));
    }
  }

  @Property(tries = 1)
  void shouldGrowWithWhatItHolds() {
    RecentImports imports = new RecentImports(50_000);
    for (int i = 0; i < 120_000; i++) {
      imports.add("i" + i, new Mark(i, i, 0, 0));
    }
    assertThat(imports.size()).isEqualTo(50_000);
    assertThat(imports.find("i69999")).isEmpty();
    assertThat(imports.find("i70000")).contains(new Mark(70_000, 70_000, 0, 0));
    assertThat(imports.find("i119999")).isPresent();
  }

  @Provide
  Arbitrary<List<Integer>> ids() {
    return Arbitraries.integers().between(0, 119).list().ofMaxSize(400);
  }
}
