package io.commonwatt.forecasting.backtest.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.forecasting.backtest.BacktestCase;
import io.commonwatt.forecasting.backtest.RegularSeries;
import io.commonwatt.forecasting.backtest.Weather;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets in small, and what is said about those that are none. */
class DataSetsTest {

  @TempDir Path folder;

  @Test
  void shouldPlaceValuesByTheirStampsAndMakeTheImpossibleAGap() throws IOException {
    write(
        "demand.csv",
        "datetime,demand_MW",
        "2017-11-03 00:00:00,2.19",
        "2017-11-03 01:00:00,9.5",
        "2017-11-03 01:30:00,",
        "2019-10-01 00:00:00,2.5",
        "2019-10-01 00:30:00,not a number");
    DataSet set = DataSets.read(folder, Request.published());
    assertThat(set.name()).isEqualTo("wpd-pod-stentaway");
    BacktestCase demand = set.cases().get(0);
    RegularSeries series = demand.series();
    assertThat(series.quantity().unit()).isEqualTo("MW");
    assertThat(series.stepsPerDay()).isEqualTo(48);
    assertThat(series.at(0)).isEqualTo(2.19);
    assertThat(series.at(1)).isNaN();
    assertThat(series.at(2)).as("9.5 MW is more than the substation has").isNaN();
    assertThat(series.at(3)).isNaN();
    assertThat(series.timeOf(demand.testFrom()))
        .isEqualTo(LocalDateTime.parse("2019-10-01T00:00:00"));
    assertThat(series.at(demand.testFrom())).isEqualTo(2.5);
    assertThat(demand.testEnd() - demand.testFrom()).isEqualTo(2);
  }

  @Test
  void shouldKnowDayAheadPricesFromTheAfternoonBefore() throws IOException {
    StringBuilder table = new StringBuilder("index,load,APX,temp\n");
    LocalDateTime start = LocalDateTime.parse("2020-10-20T00:00:00");
    for (int i = 0; i < 96 * 70; i++) {
      String stamp = start.plusMinutes(15L * i).toString().replace('T', ' ');
      table.append(stamp).append(":00+00:00,").append(i % 96).append(',').append(i / 4 % 24);
      table.append(",10\n");
    }
    write("model_input_pid_9.csv", table.toString());
    RegularSeries series = DataSets.read(folder, Request.published()).cases().get(0).series();
    // The local day begins at 22:00 UTC in summer, at 23:00 in winter; published at 13:00 local.
    assertPublished(series, "2020-10-22T22:00:00", "2020-10-22T11:00:00");
    assertPublished(series, "2020-10-23T21:45:00", "2020-10-22T11:00:00");
    assertPublished(series, "2020-11-10T23:00:00", "2020-11-10T12:00:00");
    assertPublished(series, "2020-11-10T22:45:00", "2020-11-09T12:00:00");
  }

  private static void assertPublished(RegularSeries series, String delivery, String published) {
    int index = index(series, delivery);
    int known = index(series, published);
    assertThat(series.prices().at(index, known - 1)).isNaN();
    assertThat(series.prices().at(index, known)).isEqualTo(LocalDateTime.parse(delivery).getHour());
  }

  private static int index(RegularSeries series, String time) {
    return (int) (Duration.between(series.start(), LocalDateTime.parse(time)).toMinutes() / 15);
  }

  @Test
  void shouldTestOtherDaysWhenAsked() throws IOException {
    StringBuilder table = new StringBuilder("datetime,demand_MW\n");
    for (int day = 0; day < 30; day++) {
      table.append(LocalDate.of(2018, 1, 1).plusDays(day)).append(" 12:00:00,3\n");
    }
    write("demand.csv", table.toString());
    BacktestCase asked =
        DataSets.read(
                folder,
                new Request(
                    List.of("demand"), LocalDate.of(2018, 1, 20), LocalDate.of(2018, 1, 25)))
            .cases()
            .get(0);
    assertThat(asked.series().timeOf(asked.testFrom()))
        .isEqualTo(LocalDateTime.parse("2018-01-20T00:00:00"));
    assertThat(asked.testEnd() - asked.testFrom()).isEqualTo(5 * 48);
  }

  @Test
  void shouldFillTheReferenceSetOfAllianderFromBothFiles() throws IOException {
    write(
        "reference_307-train-data.csv",
        ",load,APX",
        "2020-08-15 00:00:00+00:00,7,31",
        "2020-11-01 00:00:00+00:00,8,31",
        "2020-11-01 00:15:00+00:00,,31");
    write(
        "reference_307-test-data.csv",
        ",load,APX",
        "2020-11-01 00:00:00+00:00,-1,31",
        "2020-11-01 00:15:00+00:00,-2,31");
    write("model_input_pid_435.csv", "index,load", "2020-12-15 00:00:00+00:00,1");
    BacktestCase reference = DataSets.read(folder, Request.published()).cases().get(0);
    assertThat(reference.series().name()).isEqualTo("ref-307");
    assertThat(reference.series().at(reference.testFrom())).isEqualTo(8);
    assertThat(reference.series().at(reference.testFrom() + 1)).isEqualTo(-2);
    DataSet job = DataSets.read(folder, new Request(List.of("435"), null, null));
    assertThat(job.cases()).hasSize(1);
    assertThat(job.cases().get(0).series().name()).isEqualTo("435");
  }

  @Test
  void shouldTakeThePastOfAChallengeFromOneFileAndTheTruthFromTheNext() throws IOException {
    write("phase_1_data.tsf", "# said", "@data", "Solar0:2020-09-30 23-30-00:1,?");
    write("phase_2_data.tsf", "# said", "@data", "Solar0:2020-09-30 23-30-00:5,6,3,?,4");
    BacktestCase solar = DataSets.read(folder, Request.published()).cases().get(0);
    assertThat(solar.testFrom()).isEqualTo(2);
    assertThat(solar.testEnd()).isEqualTo(5);
    assertThat(solar.series().at(0)).isEqualTo(1);
    assertThat(solar.series().at(1)).isNaN();
    assertThat(solar.series().at(2)).isEqualTo(3);
    assertThat(solar.series().at(3)).isNaN();
    assertThat(solar.series().timeOf(2)).isEqualTo(LocalDateTime.parse("2020-10-01T00:00:00"));
  }

  @Test
  void shouldGiveTheSunOfTheDayToThePvSystemsOfAChallenge() throws IOException {
    write(
        "phase_1_data.tsf",
        "@data",
        "Building0:2020-09-30 23-30-00:1,?",
        "Solar0:2020-09-30 23-30-00:1,?");
    write(
        "phase_2_data.tsf",
        "@data",
        "Building0:2020-09-30 23-30-00:5,6,3,?,4",
        "Solar0:2020-09-30 23-30-00:5,6,3,?,4");
    List<BacktestCase> blind = DataSets.read(folder, Request.published()).cases();
    assertThat(blind).allMatch(each -> each.series().weather() == Weather.NONE);
    write("bom_daily_solar_2019_2020_3sites.csv", "20,21,22\n".repeat(731));
    List<BacktestCase> cases = DataSets.read(folder, Request.published()).cases();
    assertThat(cases.get(0).series().weather()).isSameAs(Weather.NONE);
    Weather sun = cases.get(1).series().weather();
    assertThat(sun.source()).isEqualTo(Weather.Source.MEASURED);
    assertThat(sun.at(Weather.Element.IRRADIANCE, 2)).isBetween(300.0, 900.0);
  }

  @Test
  void shouldReadHomesByNumberOrByName() throws IOException {
    writeCompressed(
        "electricity_W_hourly_wide.csv.gz",
        "timestamp_utc,home47,home59\n2018-03-11T00:00Z,242,100\n2018-03-11T01:00Z,,101\n");
    Request both = new Request(List.of("47", "home59"), null, null);
    List<BacktestCase> homes = DataSets.read(folder, both).cases();
    assertThat(homes).extracting(each -> each.series().name()).containsExactly("home47", "home59");
    assertThat(homes.get(0).series().at(homes.get(0).testFrom())).isEqualTo(242);
    assertThat(homes.get(0).series().at(homes.get(0).testFrom() + 1)).isNaN();
  }

  @Test
  void shouldNameWhatIsMissing() throws IOException {
    assertThatThrownBy(() -> DataSets.read(folder.resolve("nowhere"), Request.published()))
        .isInstanceOf(DataSetException.class)
        .hasMessageContaining("nowhere does not exist");
    assertThatThrownBy(() -> DataSets.read(folder, Request.published()))
        .isInstanceOf(DataSetException.class)
        .hasMessageContaining("holds no data set")
        .extracting(e -> ((DataSetException) e).remedy())
        .asString()
        .contains("ideal-homes (electricity_W_hourly_wide.csv)");
    write("demand.csv", "datetime,demand_MW", "2019-10-01 00:00:00,1");
    Request wrong = new Request(List.of("heat"), null, null);
    assertThatThrownBy(() -> DataSets.read(folder, wrong))
        .hasMessageContaining("Series 'heat' is not in")
        .extracting(e -> ((DataSetException) e).remedy())
        .asString()
        .contains("demand");
  }

  @Test
  void shouldNameFileAndLineOfAWrongStamp() throws IOException {
    write("demand.csv", "datetime,demand_MW", "2019-10-01 00:00:00,1", "yesterday,2");
    assertThatThrownBy(() -> DataSets.read(folder, Request.published()))
        .isInstanceOf(DataSetException.class)
        .hasMessageContaining("demand.csv:3")
        .hasMessageContaining("'yesterday'");
  }

  @Test
  void shouldNameATruncatedFile() throws IOException {
    Files.write(folder.resolve("demand.csv.gz"), new byte[] {31, (byte) 139, 8, 0, 1});
    assertThatThrownBy(() -> DataSets.read(folder, Request.published()))
        .isInstanceOf(DataSetException.class)
        .hasMessageContaining("demand.csv.gz cannot be read");
  }

  private void write(String name, String... lines) throws IOException {
    Files.writeString(folder.resolve(name), String.join("\n", lines), StandardCharsets.UTF_8);
  }

  private void writeCompressed(String name, String text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
