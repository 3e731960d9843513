package io.commonwatt.wire.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RowOrderTest {

  record Key(String name, long number, int small, Instant time) {}

  private static final Comparator<Key> NAIVE =
      Comparator.comparing(
              (Key key) -> key.name().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned)
          .thenComparingLong(Key::number)
          .thenComparingInt(Key::small)
          .thenComparing(Key::time);

  @Property(tries = 300)
  void shouldSortLikeANaiveComparator(@ForAll("keys") List<Key> keys) {
    CopyBuffer buffer = new CopyBuffer(16);
    int[] starts = new int[keys.size() + 1];
    for (int i = 0; i < keys.size(); i++) {
      buffer.beginRow(4);
      buffer.writeText(keys.get(i).name());
      buffer.writeInt8(keys.get(i).number());
      buffer.writeInt4(keys.get(i).small());
      buffer.writeTimestamp(keys.get(i).time());
      starts[i + 1] = buffer.size();
    }
    RowOrder order =
        new RowOrder(
            List.of(ColumnType.TEXT, ColumnType.INT8, ColumnType.INT4, ColumnType.TIMESTAMPTZ));

    List<Key> sorted = new ArrayList<>();
    for (int row : order.sort(buffer.array(), starts, keys.size())) {
      sorted.add(keys.get(row));
    }

    List<Key> expected = new ArrayList<>(keys);
    expected.sort(NAIVE);
    assertThat(sorted).isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<Key>> keys() {
    Arbitrary<Key> key =
        Combinators.combine(
                Arbitraries.of("", "a", "aa", "b", "é", "z🌞"),
                Arbitraries.longs(),
                Arbitraries.of(-1, 0, 1, 256, Integer.MIN_VALUE),
                Arbitraries.longs()
                    .between(-3_000_000_000L, 5_000_000_000L)
                    .map(Instant::ofEpochSecond))
            .as(Key::new);
    return key.list().ofMaxSize(60);
  }
}
