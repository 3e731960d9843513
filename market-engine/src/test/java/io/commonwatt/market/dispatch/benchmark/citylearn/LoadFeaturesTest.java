package io.commonwatt.market.dispatch.benchmark.citylearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadFeaturesTest {

  private static final int NOW = 410;
  private static final int AHEAD = 3;

  @TempDir private Path folder;

  private CityLearnData data;
  private CityLearnView view;

  @BeforeEach
  void show() throws IOException {
    data = CityLearnData.read(CityLearnFolder.random(folder, 1, 740, 3, 740));
    CityLearnBattery[] batteries = {new CityLearnBattery()};
    view = new CityLearnView(data, new double[1][data.hours()], batteries);
    view.moveTo(NOW);
  }

  @Test
  void shouldFillTheRowByHand() {
    double[] row = new LoadFeatures().row(view, 0, AHEAD, 0.7, 1.3);
    double day = 0;
    for (int back = 0; back < 24; back++) {
      day += data.loadKwh(0, NOW - back) / 24;
    }
    double last = data.loadKwh(0, NOW);

    assertThat(row).hasSize(LoadFeatures.COUNT);
    assertThat(row[0]).isEqualTo(1);
    assertThat(row[5]).isEqualTo(last);
    assertThat(row[8]).isEqualTo(data.loadKwh(0, NOW - 3));
    assertThat(row[10]).isCloseTo(day, within(1e-12));
    assertThat(row[11]).isEqualTo(data.loadKwh(0, NOW + AHEAD - 24));
    assertThat(row[12]).isEqualTo(data.loadKwh(0, NOW + AHEAD - 23));
    assertThat(row[14]).isEqualTo(data.loadKwh(0, NOW + AHEAD - 26));
    assertThat(row[15]).isEqualTo(Math.min(last, row[11]));
    assertThat(row[16]).isCloseTo(Math.min(last, day / 2), within(1e-12));
    assertThat(row[20]).isEqualTo(0.7);
    assertThat(row[21]).isEqualTo(data.solarKwh(0, NOW));
    assertThat(row[22]).isEqualTo(1.3);
  }

  @Test
  void shouldCrossTheLastLoadWithTheHourOfTheTarget() {
    double[] row = new LoadFeatures().row(view, 0, AHEAD, 0, 0);
    double angle = 2 * Math.PI * data.hourOfDay(NOW + AHEAD) / 24;

    assertThat(row[24]).isCloseTo(Math.sin(angle), within(1e-12));
    assertThat(row[25]).isCloseTo(Math.cos(angle), within(1e-12));
    for (int harmonic = 0; harmonic < 8; harmonic++) {
      assertThat(row[36 + harmonic])
          .isCloseTo(row[24 + harmonic] * data.loadKwh(0, NOW), within(1e-12));
    }
    double change = data.loadKwh(0, NOW - 1) - data.loadKwh(0, NOW);
    assertThat(row[44]).isCloseTo(change * row[24], within(1e-12));
  }

  /** An hour of yesterday that is still ahead is not asked for. */
  @Test
  void shouldAskForNothingAhead() {
    for (int ahead = 1; ahead <= 48; ahead++) {
      assertThat(new LoadFeatures().row(view, 0, ahead, 0, 0)).doesNotContain(Double.NaN);
    }
  }
}
