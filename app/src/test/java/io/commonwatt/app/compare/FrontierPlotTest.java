package io.commonwatt.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.app.compare.FrontierPlot.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontierPlotTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void shouldKeepEightLabelsApartWithinTheFrame(long seed) {
    Random random = new Random(seed);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      double y = 30 + 290 * (random.nextBoolean() ? 1 : random.nextDouble());
      points.add(new Point("strategy-" + i, 100, y, y));
    }
    List<Point> apart = FrontierPlot.apart(points);
    assertThat(apart).hasSize(8);
    for (int i = 0; i < apart.size(); i++) {
      assertThat(apart.get(i).labelY()).as("seed %d", seed).isBetween(20.0, 320.0 + 1e-9);
      if (i > 0) {
        assertThat(apart.get(i).labelY() - apart.get(i - 1).labelY())
            .as("seed %d", seed)
            .isGreaterThanOrEqualTo(14 - 1e-9);
      }
    }
  }
}
