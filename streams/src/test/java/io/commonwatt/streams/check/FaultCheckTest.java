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

/** A few homes of the real data; where the data is absent, skipped. */
class FaultCheckTest {
  @Test
  void shouldFindWhatIsPlantedAndSparesWhatIsRight() throws IOException {
    assumeTrue(Files.exists(DataSets.folder().resolve("ideal-homes")), "the data set is absent");
    boolean full = System.getProperty("commonwatt.size", "ci").equals("full");
    Homes homes = DataSets.idealHomes(full ? 1 : 50);
    FaultCheck.Options options =
        new FaultCheck.Options(3, List.of(), full ? 0 : 1, true, VeeSettings.defaults());

    FaultReport report =
        FaultCheck.run(homes.registry(), homes.readings().iterator(), options, done -> {});

    System.out.println(homes.readings().size() + " readings\n" + report.toText());
    assertThat(report.recall()).isGreaterThan(full ? 0.95 : 0.85);
    assertThat(report.falseAlarmsAfar()).isLessThan(report.cleanReadings() / 200);
    assertThat(report.maeWh()).isLessThan(report.maeLinearWh());
    assertThat(report.toJson()).contains("\"falseAlarmShare\"");
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
