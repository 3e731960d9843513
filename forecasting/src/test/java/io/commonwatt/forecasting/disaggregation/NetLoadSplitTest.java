package io.commonwatt.forecasting.disaggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commonwatt.forecasting.backtest.data.StationSet;
import io.commonwatt.forecasting.data.SharedData;
import io.commonwatt.forecasting.solar.SolarGeometry;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class NetLoadSplitTest {

  private static final int QUARTERS = 96 * 60;

  /**
   * Made stations with known parts: capacities are found within a tenth of the load's deviation of
   * about 1, which is the noise of 5,760 quarters several times over.
   */
  @Property(tries = 25)
  void shouldFindTheCapacitiesThatWereMade(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 12) double solar,
      @ForAll @DoubleRange(min = 0, max = 12) double wind) {
    NetLoad made = station(new Random(seed), solar, wind);
    NetLoadSplit split = NetLoadSplit.of(made);
    assertThat(split.solarCapacity()).isCloseTo(solar, within(.35));
    assertThat(split.windCapacity()).isCloseTo(wind, within(.35));
    for (int i = 0; i < QUARTERS; i += 37) {
      assertThat(split.solar(i)).isLessThanOrEqualTo(0);
      assertThat(split.wind(i)).isLessThanOrEqualTo(0);
      assertThat(split.load(i) + split.solar(i) + split.wind(i))
          .isCloseTo(made.net()[i], within(1e-9));
    }
  }

  @Test
  void shouldScoreThePartsAgainstTheTruth() {
    NetLoad made = station(new Random(3), 8, 5);
    NetLoadSplit split = NetLoadSplit.of(made);
    PartScore solar = PartScore.of(split::solar, made.solar());
    PartScore wind = PartScore.of(split::wind, made.wind());
    assertThat(solar.correlation()).isGreaterThan(.99);
    assertThat(solar.nmae()).isLessThan(.02);
    assertThat(wind.nmae()).isLessThan(.05);
    assertThat(solar.nmaeZero()).isGreaterThan(5 * solar.nmae());
    double[] perfect = made.solar();
    assertThat(PartScore.of(i -> perfect[i], perfect).nmae()).isZero();
    assertThat(PartScore.of(i -> 2 * perfect[i], perfect).nmaeScaled()).isCloseTo(0, within(1e-9));
    assertThat(PartScore.of(split::solar, new double[QUARTERS])).isNull();
  }

  @Test
  void shouldRefuseTooLittle() {
    NetLoad made = station(new Random(3), 8, 5);
    double[] gaps = new double[QUARTERS];
    Arrays.fill(gaps, Double.NaN);
    System.arraycopy(made.net(), 0, gaps, 0, 96 * 5);
    NetLoad few =
        new NetLoad(
            "few", made.times(), gaps, made.irradiance(), made.windSpeed(), made.solar(), gaps);
    assertThatThrownBy(() -> NetLoadSplit.of(few))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'few'")
        .hasMessageContaining("a week");
  }

  /** Of a real station where wind is metered: shape within reach of the truth. */
  @Test
  void shouldSeeTheWindOfARealStation() {
    Optional<Path> folder = SharedData.find("openstef-alliander");
    assumeTrue(
        folder.isPresent(),
        "Data set 'openstef-alliander' is not here; set COMMONWATT_SHARED to the folder that has it");
    NetLoad station = StationSet.read(folder.get(), List.of("WWF")).get(0);
    NetLoadSplit split = NetLoadSplit.of(station);
    PartScore wind = PartScore.of(split::wind, station.wind());
    assertThat(wind.correlation()).isGreaterThan(.6);
    assertThat(wind.nmaeScaled()).isLessThan(wind.nmaeConstant());
  }

  private static NetLoad station(Random random, double solar, double wind) {
    LocalDateTime start = LocalDateTime.parse("2021-05-01T00:00:00");
    SolarGeometry sun = new SolarGeometry(52, 5);
    List<LocalDateTime> times = new ArrayList<>();
    double[] net = new double[QUARTERS];
    double[] irradiance = new double[QUARTERS];
    double[] speed = new double[QUARTERS];
    double[] solarPart = new double[QUARTERS];
    double[] windPart = new double[QUARTERS];
    double clear = .6;
    double blow = 7;
    for (int i = 0; i < QUARTERS; i++) {
      LocalDateTime time = start.plusMinutes(15L * i);
      times.add(time);
      clear = Math.max(.1, Math.min(1, .97 * clear + .03 * .6 + .08 * random.nextGaussian()));
      blow = Math.max(0, .99 * blow + .01 * 7 + .4 * random.nextGaussian());
      double second = time.toEpochSecond(ZoneOffset.UTC) + 450;
      irradiance[i] = clear * SolarGeometry.clearSkyIrradiance(sun.sinElevation(second));
      speed[i] = blow;
      solarPart[i] = -solar * irradiance[i] / 1000;
      windPart[i] = -wind * NetLoadSplit.turbine(blow);
      double hour = time.getHour() + time.getMinute() / 60.0;
      double load = 10 - 3 * Math.cos(2 * Math.PI * (hour - 4) / 24) + .3 * random.nextGaussian();
      net[i] = load + solarPart[i] + windPart[i];
    }
    return new NetLoad("made", times, net, irradiance, speed, solarPart, windPart);
  }
}
