package io.commonwatt.forecasting.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SeriesHistoryTest {

  private static final int SIZE = SeriesHistory.RETAINED_DAYS * 24;

  record Said(double energy, Standing standing) {}

  @Property(tries = 200)
  void shouldHoldWhatAMapOfTheLastDaysHolds(
      @ForAll @Size(min = 1, max = 300) List<@IntRange(min = 0, max = 3 * SIZE) Integer> indexes)
      throws IOException {
    SeriesHistory history = new SeriesHistory(3600);
    TreeMap<Long, Said> twin = new TreeMap<>();
    long newest = Long.MIN_VALUE;
    for (int i = 0; i < indexes.size(); i++) {
      long index = indexes.get(i) - SIZE;
      Standing standing = Standing.values()[1 + i % 3];
      history.put(index, i, standing);
      newest = Math.max(newest, index);
      if (index > newest - SIZE) {
        twin.put(index, new Said(standing == Standing.ABSENT ? Double.NaN : i, standing));
      }
      twin.headMap(newest - SIZE, true).clear();
    }
    check(history, twin);
    check(copy(history), twin);
  }

  @Test
  void shouldKnowNothingBeforeTheFirstValue() throws IOException {
    SeriesHistory history = new SeriesHistory(1800);
    assertThat(history.isEmpty()).isTrue();
    assertThat(history.energyWh(0)).isNaN();
    assertThat(copy(history).isEmpty()).isTrue();
  }

  private static void check(SeriesHistory history, TreeMap<Long, Said> twin) {
    for (long index = -2 * SIZE; index <= 3 * SIZE; index++) {
      Said said = twin.getOrDefault(index, new Said(Double.NaN, Standing.UNKNOWN));
      assertThat(Double.valueOf(history.energyWh(index))).isEqualTo(Double.valueOf(said.energy()));
      assertThat(history.standing(index)).isEqualTo(said.standing());
    }
  }

  private static SeriesHistory copy(SeriesHistory history) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    history.write(new DataOutputStream(bytes));
    return SeriesHistory.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
