package io.commonwatt.streams.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commonwatt.streams.bench.DataSets;
import io.commonwatt.streams.bench.DataSets.Homes;
import io.commonwatt.streams.vee.VeeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A few homes of the real data; where the data is absent, skipped. */
class FaultCheckTest {
  private static final boolean FULL = System.getProperty("commonwatt.size", "ci").equals("full");

  @ParameterizedTest
  @ValueSource(longs = {3, 12, 27, 1009})
  void shouldFindWhatIsPlantedIntoHourlyHomesAndSpareWhatIsRight(long seed) throws IOException {
    assumePresent("ideal-homes", seed);
    check(DataSets.idealHomes(FULL ? 1 : 50), seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 12, 27, 1009})
  void shouldFindWhatIsPlantedIntoHalfHourlyHomesAndSpareWhatIsRight(long seed) throws IOException {
    assumePresent("sgsc-10homes", seed);
    assumeTrue(FULL, "ten homes take half a minute; run with -Pacceptance");
    check(DataSets.smartGridSmartCity(), seed);
  }

  private static void assumePresent(String dataSet, long seed) {
    assumeTrue(
        Files.exists(DataSets.folder().resolve(dataSet)),
        () -> "no " + dataSet + " in " + DataSets.folder() + "; set -Dcommonwatt.data");
    assumeTrue(FULL || seed == 3, "one seed in this build; run with -Pacceptance");
  }

  private static void check(Homes homes, long seed) {
    FaultCheck.Options options =
        new FaultCheck.Options(seed, List.of(), FULL ? 0 : 1, true, VeeSettings.defaults());

    FaultReport report =
        FaultCheck.run(homes.registry(), homes.readings().iterator(), options, done -> {});

    System.out.println(
        "seed " + seed + ", " + homes.readings().size() + " readings\n" + report.toText());
    assertThat(report.recall()).isGreaterThanOrEqualTo(FULL ? 0.95 : 0.85);
    if (FULL) {
      assertThat(report.falseAlarmShare()).isLessThanOrEqualTo(0.005);
    }
    assertThat(report.falseAlarmsAfar()).isLessThan(report.cleanReadings() / 200);
    assertThat(report.maeWh()).isLessThan(report.maeLinearWh());
    assertThat(report.rules().get("range").recall()).isEqualTo(1);
    assertThat(report.rules().get("gap").recall()).isEqualTo(1);
    assertThat(DetectionCurves.svg(report, "a & b")).contains("a &amp; b").contains("spike");
  }

  @Test
  void shouldReadWhatItWritesAndNameTheLineItCannotRead() {
    String line = "m-1,consumption,2018-03-01T10:00:00Z,spike:3,412";
    assertThat(FaultFile.parse(List.of(FaultLine.HEADER, line), "f.csv").get(0).text())
        .isEqualTo(line);
    assertThatThrownBy(() -> FaultFile.parse(List.of(line.replace("spike", "hum")), "f.csv"))
        .hasMessageStartingWith("f.csv:1: No kind of fault 'hum'; use one of gap-short, ");
  }
}
