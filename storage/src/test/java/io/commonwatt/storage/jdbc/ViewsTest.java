package io.commonwatt.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.ForecastScore;
import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.grid.AggregatedMeasure;
import io.commonwatt.contracts.ledger.LedgerEntry;
import io.commonwatt.contracts.ledger.Posting;
import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Completeness;
import io.commonwatt.contracts.reading.Origin;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.storage.TestStorage;
import io.commonwatt.wire.jdbc.VersionedCopy;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewsTest {

  private static final Instant T0 = Instant.parse("2025-05-01T00:00:00Z");
  private static final List<Double> LEVELS = List.of(0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95);

  private VersionedCopy copy;

  @BeforeEach
  void migrate() throws SQLException {
    TestStorage.reset();
    copy = new VersionedCopy(TestStorage.database());
  }

  @AfterEach
  void close() {
    copy.close();
  }

  @Test
  void shouldUnnestAForecastIntoOneRowPerStep() throws SQLException {
    store(Topics.FORECAST, forecast("m", hours(0), 1800, 3, 100));

    assertThat(TestStorage.query("SELECT start, q05, q50, q95 FROM forecast_quantile ORDER BY 1"))
        .containsExactly(
            "2025-05-01 00:00:00+00|100|103|106",
            "2025-05-01 00:30:00+00|107|110|113",
            "2025-05-01 01:00:00+00|114|117|120");
  }

  @Test
  void shouldShowNullForALevelThatIsNotForecast() throws SQLException {
    store(
        Topics.FORECAST,
        new Forecast(
            SeriesKind.FEEDER,
            "f",
            Channel.CONSUMPTION,
            "m",
            "m",
            "",
            T0,
            T0,
            T0,
            3600,
            List.of(0.5),
            new double[] {7, 8},
            T0,
            "c"));
    assertThat(TestStorage.query("SELECT q05, q50 FROM forecast_quantile ORDER BY start"))
        .containsExactly("null|7", "null|8");
  }

  @Test
  void shouldShowOfEveryIntervalTheLatestForecast() throws SQLException {
    store(Topics.FORECAST, forecast("m", hours(0), 3600, 4, 100));
    store(Topics.FORECAST, forecast("m", hours(2), 3600, 4, 200));
    store(Topics.FORECAST, forecast("other", hours(1), 3600, 1, 300));

    assertThat(
            TestStorage.query(
                "SELECT start, q05, issued FROM v_forecast_latest WHERE model = 'm' ORDER BY 1"))
        .containsExactly(
            "2025-05-01 00:00:00+00|100|2025-05-01 00:00:00+00",
            "2025-05-01 01:00:00+00|107|2025-05-01 00:00:00+00",
            "2025-05-01 02:00:00+00|200|2025-05-01 02:00:00+00",
            "2025-05-01 03:00:00+00|207|2025-05-01 02:00:00+00",
            "2025-05-01 04:00:00+00|214|2025-05-01 02:00:00+00",
            "2025-05-01 05:00:00+00|221|2025-05-01 02:00:00+00");
  }

  @Test
  void shouldPutLoadAndGenerationSideBySide() throws SQLException {
    store(Topics.AGGREGATED_MEASURE, measure(Channel.CONSUMPTION, 900, 20, 18, 2));
    store(Topics.AGGREGATED_MEASURE, measure(Channel.GENERATION, 400, 6, 5, 0));

    assertThat(
            TestStorage.query(
                "SELECT community, load_wh, generation_wh, import_wh, net_wh, complete FROM"
                    + " v_community_load"))
        .containsExactly("c|900|400|null|500|f");
    assertThat(
            TestStorage.query(
                "SELECT hour, expected, present, estimated, round(complete_share::numeric, 4) FROM"
                    + " v_completeness_hourly"))
        .containsExactly("2025-05-01 00:00:00+00|26|23|2|0.9615");
  }

  @Test
  void shouldShowTheQualityOfDaysByFeederAndUsagePoint() throws SQLException {
    store(Topics.COMPLETENESS, day(Completeness.Level.USAGE_POINT, "a", "f"));
    store(Topics.COMPLETENESS, day(Completeness.Level.USAGE_POINT, "b", ""));
    store(Topics.COMPLETENESS, day(Completeness.Level.USAGE_POINT, "c", "f"));
    store(Topics.COMPLETENESS, day(Completeness.Level.FEEDER, "f", "f"));
    store(Topics.COMPLETENESS, day(Completeness.Level.COMMUNITY, "c", ""));

    assertThat(
            TestStorage.query(
                "SELECT feeder, noon, expected, measured, open FROM v_data_quality_daily ORDER BY"
                    + " 1"))
        .containsExactly(
            "f|2025-05-01 12:00:00+00|48|40|1", "no feeder|2025-05-01 12:00:00+00|48|40|1");
    assertThat(
            TestStorage.query(
                "SELECT usage_point, feeder, open FROM v_usage_point_quality_daily ORDER BY 1"))
        .containsExactly("a|f|1", "b|no feeder|1", "c|f|1");
    assertThat(
            TestStorage.query(
                "SELECT usage_point, channel, feeder FROM v_metered_channel ORDER BY 1"))
        .containsExactly("a|consumption|f", "b|consumption|no feeder", "c|consumption|f");
  }

  @Test
  void shouldShowHowLateMeasuredValuesWereLearnt() throws SQLException {
    store(Topics.VALIDATED_READING, reading("a", 0, Quality.VALID)); // known at its start
    assertThat(TestStorage.query("SELECT usage_point, late_seconds FROM v_reading_lateness"))
        .containsExactly("a|-1800");
  }

  @Test
  void shouldAddUpCostAndShowStores() throws SQLException {
    store(Topics.SETTLEMENT, settlement(0, 1_000, 5, 7));
    store(Topics.SETTLEMENT, settlement(1, 2_000, 6, 8));
    store(Topics.SETTLEMENT, settlement(1, 3_000, 6, 9)); // a correction

    assertThat(
            TestStorage.query(
                "SELECT start, resource_cost_micro_cent, bill_micro_cent,"
                    + " cumulative_resource_cost_micro_cent, cumulative_bill_micro_cent FROM"
                    + " v_cost_cumulative ORDER BY start"))
        .containsExactly(
            "2025-05-01 00:00:00+00|1000|42|1000|42", "2025-05-01 01:00:00+00|3000|46|4000|88");
    assertThat(TestStorage.query("SELECT at, stored_wh FROM v_battery_state ORDER BY at"))
        .containsExactly("2025-05-01 01:00:00+00|10", "2025-05-01 02:00:00+00|12");
    assertThat(TestStorage.query("SELECT transfer_micro_cent FROM v_cost ORDER BY start"))
        .containsExactly("-958", "-2954");
  }

  @Test
  void shouldCountReadingsByHourAndQuality() throws SQLException {
    store(Topics.VALIDATED_READING, reading("a", 0, Quality.VALID));
    store(Topics.VALIDATED_READING, reading("a", 30, Quality.VALID));
    store(Topics.VALIDATED_READING, reading("b", 30, Quality.MISSING));
    store(Topics.VALIDATED_READING, reading("a", 60, Quality.VALID));

    assertThat(
            TestStorage.query(
                "SELECT hour, community, quality, readings, energy_wh FROM v_data_quality_hourly"
                    + " ORDER BY 1, 3"))
        .containsExactly(
            "2025-05-01 00:00:00+00|c|MISSING|1|10",
            "2025-05-01 00:00:00+00|c|VALID|2|20",
            "2025-05-01 01:00:00+00|c|VALID|1|10");
  }

  @Test
  void shouldScoreByHorizon() throws SQLException {
    store(Topics.FORECAST_SCORE, score("a", 0, 10, 30, 12, 8, 8));
    store(Topics.FORECAST_SCORE, score("a", 6, 10, 50, 28, 7, 8));
    store(Topics.FORECAST_SCORE, score("b", 0, 20, 20, 50, 15, 1));

    assertThat(
            TestStorage.query(
                "SELECT model, from_hours, to_hours, series, steps, pinball_wh, mase, coverage FROM"
                    + " v_score_by_horizon"))
        .containsExactly("m|0|6|2|40|2.25|0.75|0.75");
  }

  @Test
  void shouldBalanceAccountsAndPriceInCurrency() throws SQLException {
    for (int sequence = 1; sequence <= 2; sequence++) {
      store(
          Topics.LEDGER_ENTRY,
          new LedgerEntry(
              "c|direct",
              true,
              sequence,
              "s",
              1,
              T0,
              List.of(new Posting("member:a", 250_000_000), new Posting("supplier", -250_000_000)),
              "0",
              "1",
              T0,
              "c"));
    }
    assertThat(
            TestStorage.query(
                "SELECT account, balance_micro_cent, round(balance, 2) FROM v_account_balance ORDER"
                    + " BY 1"))
        .containsExactly("member:a|500000000|5.00", "supplier|-500000000|-5.00");
    store(
        Topics.PRICE,
        new io.commonwatt.contracts.price.Price("m", T0, 3600, "EUR", 25_000, 5_000, 200_500, T0));
    assertThat(
            TestStorage.query(
                "SELECT round(import_per_kwh, 3), round(export_per_kwh, 3),"
                    + " round(carbon_gram_per_kwh, 1) FROM v_price"))
        .containsExactly("0.250|0.050|200.5");
  }

  private <T extends Travelling> void store(Topic<T> topic, T record) {
    copy.add(Tables.of(topic), record);
    copy.flush();
  }

  private static Instant hours(long hours) {
    return T0.plusSeconds(hours * 3600);
  }

  private static Forecast forecast(
      String model, Instant issued, int stepSeconds, int steps, double from) {
    double[] quantiles = new double[steps * LEVELS.size()];
    for (int i = 0; i < quantiles.length; i++) {
      quantiles[i] = from + i;
    }
    return new Forecast(
        SeriesKind.COMMUNITY,
        "c",
        Channel.CONSUMPTION,
        model,
        model,
        "",
        issued,
        issued,
        issued,
        stepSeconds,
        LEVELS,
        quantiles,
        issued,
        "c");
  }

  private static AggregatedMeasure measure(
      Channel channel, long energyWh, int expected, int present, int estimated) {
    return new AggregatedMeasure(
        AggregatedMeasure.Level.COMMUNITY,
        "c",
        channel,
        T0,
        1800,
        energyWh,
        expected,
        present,
        estimated,
        1,
        T0,
        "c");
  }

  private static Settlement settlement(int hour, long cost, long storedWh, long feesMicroCent) {
    MemberSettlement member =
        new MemberSettlement(
            "m", "a", 100, 10, 5, storedWh, 95, 0, 25_000, 5_000, 4, 10, feesMicroCent);
    return new Settlement(
        "c",
        "direct",
        true,
        hours(hour),
        3600,
        true,
        190,
        1,
        1,
        0,
        0,
        cost,
        List.of(member, member),
        cost,
        hours(hour + 1),
        0,
        0);
  }

  private static ValidatedReading reading(String usagePoint, int minute, Quality quality) {
    return new ValidatedReading(
        usagePoint,
        "c",
        "f",
        Channel.CONSUMPTION,
        T0.plusSeconds(60L * minute),
        1800,
        10,
        10L,
        Origin.MEASURED,
        quality,
        List.of(),
        "",
        "meter",
        1,
        T0,
        "c");
  }

  private static Completeness day(Completeness.Level level, String subject, String feeder) {
    return new Completeness(
        level,
        subject,
        "c",
        feeder,
        Channel.CONSUMPTION,
        T0,
        86_400,
        48,
        40,
        4,
        3,
        1,
        2,
        6,
        30,
        1,
        0,
        0,
        hours(30),
        1,
        hours(30),
        "c");
  }

  private static ForecastScore score(
      String owner,
      int issueHour,
      int steps,
      double error,
      double pinball,
      int covered,
      double scale) {
    return new ForecastScore(
        SeriesKind.USAGE_POINT,
        owner,
        Channel.CONSUMPTION,
        "m",
        hours(issueHour),
        0,
        6,
        steps,
        error,
        pinball,
        covered,
        scale,
        T0,
        "c");
  }
}
