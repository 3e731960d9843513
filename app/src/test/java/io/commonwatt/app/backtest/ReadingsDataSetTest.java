package io.commonwatt.app.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.forecasting.backtest.BacktestCase;
import io.commonwatt.forecasting.backtest.Quantity;
import io.commonwatt.forecasting.backtest.data.DataSet;
import io.commonwatt.forecasting.backtest.data.DataSetException;
import io.commonwatt.forecasting.backtest.data.Request;
import io.commonwatt.ingestion.door.DoorSources;
import io.commonwatt.ingestion.door.OpenOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingsDataSetTest {

  private static final int DAYS = 30;

  @TempDir Path folder;

  @BeforeEach
  void writeTables() throws IOException {
    Files.writeString(
        folder.resolve("mapping.yaml"),
        """
        layout: columns
        time: {column: at, length: PT1H}
        value: {unit: W}
        columns:
          - {column: load, meter: house, channel: consumption}
          - {column: sun, meter: house, channel: generation}
          - {column: other, channel: consumption}
        community: {name: street, latitude: 52, longitude: 5, timeZone: Europe/Amsterdam}
        """);
    StringBuilder table = new StringBuilder("at,load,sun,other\n");
    for (int hour = 6; hour < 24 * DAYS; hour++) {
      Instant at = Instant.parse("2025-05-01T00:00:00Z").plusSeconds(3600L * hour);
      table.append(at).append(',').append(hour).append(".5,");
      table.append(hour % 24 == 12 ? 900 : 0).append(hour < 48 ? ",50\n" : ",\n");
    }
    Files.writeString(folder.resolve("power.csv"), table);
  }

  @Test
  void shouldMakeASeriesOfEachChannelByTheClockOfUtc() {
    DataSet set = read(Request.published());
    assertThat(set.name()).isEqualTo("street");
    // What has nothing in the last third is not forecast.
    assertThat(set.cases().stream().map(each -> each.series().name()))
        .containsExactly("house", "house.generation");
    BacktestCase load = set.cases().get(0);
    assertThat(load.series().start()).isEqualTo(LocalDateTime.parse("2025-05-01T00:00:00"));
    assertThat(load.series().stepSeconds()).isEqualTo(3600);
    assertThat(load.series().at(5)).isNaN();
    assertThat(load.series().at(6)).isEqualTo(6.5);
    assertThat(load.testFrom()).isEqualTo(20 * 24);
    assertThat(load.testEnd()).isEqualTo(DAYS * 24);
    Quantity sun = set.cases().get(1).series().quantity();
    assertThat(sun.kind()).isEqualTo(Quantity.Kind.GENERATION);
    assertThat(sun.place().latitude()).isEqualTo(52);
    assertThat(sun.zone().getId()).isEqualTo("Europe/Amsterdam");
  }

  @Test
  void shouldForecastWhatIsAskedFor() {
    LocalDate second = LocalDate.of(2025, 5, 2);
    DataSet set = read(new Request(List.of("other"), second, second.plusDays(1)));
    assertThat(set.cases()).hasSize(1);
    assertThat(set.cases().get(0).testFrom()).isEqualTo(24);
    assertThat(set.cases().get(0).testEnd()).isEqualTo(48);
    assertThatThrownBy(() -> read(new Request(List.of("none"), null, null)))
        .isInstanceOf(DataSetException.class)
        .hasMessageContaining("'none' is not in street");
    assertThatThrownBy(() -> read(new Request(List.of(), LocalDate.of(2030, 1, 1), null)))
        .isInstanceOf(DataSetException.class);
  }

  private DataSet read(Request request) {
    return ReadingsDataSet.of(DoorSources.openReadings(folder, OpenOptions.all(0)), request);
  }
}
