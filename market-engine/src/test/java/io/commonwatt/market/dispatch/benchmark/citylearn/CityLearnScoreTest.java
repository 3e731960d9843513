package io.commonwatt.market.dispatch.benchmark.citylearn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CityLearnScoreTest {

  @TempDir private Path folder;

  @Test
  void shouldNetCostOverTheDistrictAndEmissionInEachHome() throws IOException {
    CityLearnData data = CityLearnData.read(CityLearnFolder.random(folder, 2, 730, 3, 730));
    double[][] net = new double[2][730];
    net[0][5] = 3;
    net[1][5] = -2;
    net[0][6] = -4;
    CityLearnScore score = CityLearnScore.of(data, net);

    assertThat(score.cost()).isCloseTo(data.pricePerKwh(5), within(1e-12));
    assertThat(score.emission()).isCloseTo(3 * data.carbonKgPerKwh(5), within(1e-12));
    assertThat(score.ramp()).isCloseTo(1 + 5 + 4, within(1e-12));
    assertThat(score.loadFactor()).isCloseTo(1 + 3.0 / 730, within(1e-12));
  }

  /** A block of net export has a greater load factor the lower its peak: capped at 1 it has not. */
  @Test
  void shouldCapTheQuirkOfExportBlocks() throws IOException {
    CityLearnData data = CityLearnData.read(CityLearnFolder.random(folder, 1, 730, 3, 730));
    double[][] low = new double[1][730];
    Arrays.fill(low[0], -1);
    low[0][9] = 1;
    double[][] high = {low[0].clone()};
    high[0][9] = 5;

    assertThat(CityLearnScore.of(data, high).loadFactor())
        .isLessThan(CityLearnScore.of(data, low).loadFactor());
    assertThat(CityLearnScore.of(data, high).cappedLoadFactor()).isEqualTo(1);
    assertThat(CityLearnScore.of(data, low).cappedLoadFactor()).isEqualTo(1);
  }
}
