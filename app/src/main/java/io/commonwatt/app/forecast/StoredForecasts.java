package io.commonwatt.app.forecast;

import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.contracts.grid.AggregatedMeasure;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Origin;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.contracts.weather.WeatherForecast;
import io.commonwatt.contracts.weather.WeatherObserved;
import io.commonwatt.forecasting.BlendId;
import io.commonwatt.forecasting.series.PlacementHistory;
import io.commonwatt.forecasting.series.SeriesHistory;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads forecasts, models and the history they were made from. Not thread-safe. */
public final class StoredForecasts {

  private static final String FORECAST =
      "SELECT kind, owner, channel, model, model_id, feature_schema, trained_through, issued, start,"
          + " step_seconds, levels, quantiles_wh::float8[], known_at, placement FROM forecast"
          + " WHERE owner = ? AND (?::text IS NULL OR channel = ?) AND issued <= ? AND start <= ?"
          + " AND start + make_interval(secs => step_seconds * (cardinality(quantiles_wh) /"
          + " cardinality(levels))) > ?"
          + " AND model NOT IN ('seasonal-naive', 'summed-scenarios', 'next-hour')"
          + " ORDER BY issued DESC, channel, model LIMIT 1";
  private static final String MODEL =
      "SELECT segment, algorithm, window_from, window_to, effective_from, data_hash, feature_schema,"
          + " hyperparameters, seed, rows, payload, known_at FROM forecast_model"
          + " WHERE segment = ? AND algorithm = ? AND effective_from = ?";
  private static final String READINGS =
      "SELECT usage_point, community, feeder, channel, start, length_seconds, energy_wh, origin,"
          + " quality, known_at, placement FROM meter_reading_validated WHERE usage_point = ?"
          + " AND channel = ? AND start >= ? AND start < ? ORDER BY start";
  private static final String SUMS =
      "SELECT level, group_id, channel, start, length_seconds, energy_wh, expected, present,"
          + " estimated, known_at, placement FROM grid_aggregated_measure WHERE level = ?"
          + " AND group_id = ? AND channel = ? AND start >= ? AND start < ? ORDER BY start";
  private static final String OBSERVED =
      "SELECT place, start, length_seconds, temperature_c, irradiance_w_per_m2, known_at"
          + " FROM weather_observed WHERE start >= ? AND known_at <= ? ORDER BY known_at, start";
  private static final String FORESEEN =
      "SELECT place, issued, start, step_seconds, temperature_c, irradiance_w_per_m2, known_at"
          + " FROM weather_forecast WHERE issued >= ? AND known_at <= ? ORDER BY known_at, issued";

  private static final String PRICES =
      "SELECT market, start, length_seconds, currency, import_milli_cent_per_kwh,"
          + " export_milli_cent_per_kwh, carbon_milligram_per_kwh, known_at FROM price"
          + " WHERE start >= ? AND known_at <= ? ORDER BY known_at, start";

  private final Connection connection;
  private int learntLater;

  public StoredForecasts(Connection connection) {
    this.connection = connection;
  }

  /**
   * The last forecast of a series by a model that was issued by a time and speaks of another.
   *
   * @param channel only this one; null for the first
   */
  public Optional<Forecast> find(String owner, String channel, Instant at, Instant issuedBy)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(FORECAST)) {
      bind(query, owner, channel, channel, issuedBy, at, at);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        return Optional.of(
            new Forecast(
                SeriesKind.valueOf(row.getString(1)),
                row.getString(2),
                Channel.parse(row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                instant(row, 7),
                instant(row, 8),
                instant(row, 9),
                row.getInt(10),
                Arrays.stream(doubles(row, 11)).boxed().toList(),
                doubles(row, 12),
                instant(row, 13),
                row.getString(14)));
      }
    }
  }

  /** The stored models a forecast names; none where nothing was trained. */
  public List<ForecastModel> listModels(Forecast forecast) throws SQLException {
    List<ForecastModel> models = new ArrayList<>();
    for (String id : BlendId.parse(forecast.modelId()).keySet()) {
      String[] parts = id.split("\\|", -1);
      if (parts.length == 3) {
        findModel(parts).ifPresent(models::add);
      }
    }
    return models;
  }

  private Optional<ForecastModel> findModel(String[] parts) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(MODEL)) {
      bind(query, parts[0], parts[1], Instant.parse(parts[2]));
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        return Optional.of(
            new ForecastModel(
                row.getString(1),
                row.getString(2),
                instant(row, 3),
                instant(row, 4),
                instant(row, 5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getLong(9),
                row.getInt(10),
                row.getBytes(11),
                instant(row, 12)));
      }
    }
  }

  /** Files into a history what was known when a forecast was issued, as far as it is stored. */
  public void fill(PlacementHistory history, Forecast forecast) throws SQLException {
    Instant issued = forecast.issued();
    Instant from = issued.minus(Duration.ofDays(SeriesHistory.RETAINED_DAYS));
    if (forecast.kind() == SeriesKind.USAGE_POINT) {
      readings(history, forecast, from);
    } else {
      sums(history, forecast, from);
    }
    observed(history, from, issued);
    foreseen(history, from, issued);
    prices(history, from, issued);
  }

  /** Intervals before the issue of which something else was known then. */
  public int learntLater() {
    return learntLater;
  }

  private void readings(PlacementHistory history, Forecast forecast, Instant from)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(READINGS)) {
      bind(query, forecast.owner(), forecast.channel().code(), from, forecast.issued());
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          Instant knownAt = instant(row, 10);
          learntLater += knownAt.isAfter(forecast.issued()) ? 1 : 0;
          history.absorb(
              new ValidatedReading(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  forecast.channel(),
                  instant(row, 5),
                  row.getInt(6),
                  row.getLong(7),
                  null,
                  Origin.valueOf(row.getString(8)),
                  Quality.valueOf(row.getString(9)),
                  List.of(),
                  "",
                  "",
                  1,
                  knownAt,
                  row.getString(11)),
              forecast.issued());
        }
      }
    }
  }

  private void sums(PlacementHistory history, Forecast forecast, Instant from) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(SUMS)) {
      String level = forecast.kind().name();
      bind(query, level, forecast.owner(), forecast.channel().code(), from, forecast.issued());
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          Instant knownAt = instant(row, 10);
          learntLater += knownAt.isAfter(forecast.issued()) ? 1 : 0;
          history.absorb(
              new AggregatedMeasure(
                  AggregatedMeasure.Level.valueOf(row.getString(1)),
                  row.getString(2),
                  forecast.channel(),
                  instant(row, 4),
                  row.getInt(5),
                  row.getLong(6),
                  row.getInt(7),
                  row.getInt(8),
                  row.getInt(9),
                  1,
                  knownAt,
                  row.getString(11)),
              forecast.issued());
        }
      }
    }
  }

  private void observed(PlacementHistory history, Instant from, Instant issued)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(OBSERVED)) {
      bind(query, from, issued);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          history.absorb(
              new WeatherObserved(
                  row.getString(1),
                  instant(row, 2),
                  row.getInt(3),
                  row.getDouble(4),
                  row.getDouble(5),
                  instant(row, 6)),
              issued);
        }
      }
    }
  }

  private void foreseen(PlacementHistory history, Instant from, Instant issued)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(FORESEEN)) {
      bind(query, from, issued);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          history.absorb(
              new WeatherForecast(
                  row.getString(1),
                  instant(row, 2),
                  instant(row, 3),
                  row.getInt(4),
                  Arrays.stream(doubles(row, 5)).boxed().toList(),
                  Arrays.stream(doubles(row, 6)).boxed().toList(),
                  instant(row, 7)),
              issued);
        }
      }
    }
  }

  private void prices(PlacementHistory history, Instant from, Instant issued) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(PRICES)) {
      bind(query, from, issued);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          history.absorb(
              new Price(
                  row.getString(1),
                  instant(row, 2),
                  row.getInt(3),
                  row.getString(4),
                  row.getLong(5),
                  row.getLong(6),
                  row.getLong(7),
                  instant(row, 8)),
              issued);
        }
      }
    }
  }

  private static void bind(PreparedStatement query, Object... arguments) throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof Instant instant) {
        query.setTimestamp(i + 1, Timestamp.from(instant));
      } else {
        query.setString(i + 1, (String) arguments[i]);
      }
    }
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }

  private static double[] doubles(ResultSet row, int column) throws SQLException {
    Array array = row.getArray(column);
    Double[] boxed = (Double[]) array.getArray();
    double[] values = new double[boxed.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = boxed[i];
    }
    return values;
  }
}
