package io.commonwatt.forecasting.backtest.data;

import io.commonwatt.forecasting.backtest.BacktestCase;
import io.commonwatt.forecasting.backtest.Place;
import io.commonwatt.forecasting.backtest.Quantity;
import io.commonwatt.forecasting.backtest.RegularSeries;
import io.commonwatt.forecasting.backtest.Weather;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Six buildings and six PV systems of the IEEE-CIS challenge "Predict+Optimize" at Monash
 * University (CC BY): mean power, kW, 15 min, UTC. Phase 1 is learnt from {@code phase_1_data.tsf}
 * and asks for October 2020, which {@code phase_2_data.tsf} holds; phase 2 is learnt from that and
 * asks for November 2020, which {@code nov_data_true.tsf} holds. Phase 1 is taken where it is
 * there, else phase 2. Where there is a file of what the sun gave each day at stations nearby
 * (Bureau of Meteorology), the PV systems have it as weather.
 */
final class ChallengeSet implements Layout {

  private static final String PHASE_1 = "phase_1_data.tsf";
  private static final String PHASE_2 = "phase_2_data.tsf";
  private static final String PHASE_2_TRUTH = "nov_data_true.tsf";
  private static final String EXPOSURE = "bom_daily_solar_2019_2020_3sites.csv";
  private static final LocalDate EXPOSURE_FROM = LocalDate.of(2019, 1, 1);
  private static final ZoneId MELBOURNE = ZoneId.of("Australia/Melbourne");
  private static final Place CLAYTON = new Place(-37.91, 145.13);
  private static final int STEP_SECONDS = 900;

  @Override
  public String name() {
    return "ieee-cis-monash";
  }

  @Override
  public String mark() {
    return PHASE_1;
  }

  @Override
  public boolean isIn(Path folder) {
    return isPhase(folder, PHASE_1, PHASE_2) || isPhase(folder, PHASE_2, PHASE_2_TRUTH);
  }

  @Override
  public DataSet read(Path folder, Request request) {
    boolean first = isPhase(folder, PHASE_1, PHASE_2);
    Map<String, TimedValues> known = read(DataFile.get(folder, first ? PHASE_1 : PHASE_2));
    Map<String, TimedValues> truths = read(DataFile.get(folder, first ? PHASE_2 : PHASE_2_TRUTH));
    Optional<DailyExposure> exposure =
        DataFile.find(folder, EXPOSURE).map(file -> DailyExposure.read(file, EXPOSURE_FROM));
    List<BacktestCase> cases = new ArrayList<>();
    known.forEach(
        (name, past) -> {
          TimedValues truth = truths.get(name);
          if (truth != null && request.asksFor(name)) {
            cases.add(withSun(toCase(name, past, truth), exposure));
          }
        });
    TableSet.requireKnown(folder, request, known.keySet());
    return new DataSet(name(), "IEEE-CIS Predict+Optimize 2021, Monash University, CC BY", cases);
  }

  private static boolean isPhase(Path folder, String known, String truth) {
    return DataFile.find(folder, known).isPresent() && DataFile.find(folder, truth).isPresent();
  }

  /** Values from a start on. */
  private record TimedValues(LocalDateTime start, double[] values) {}

  private static BacktestCase toCase(String name, TimedValues past, TimedValues truth) {
    long offset = Duration.between(past.start, truth.start).toSeconds() / STEP_SECONDS;
    int from = past.values.length;
    int end = Math.toIntExact(offset + truth.values.length);
    double[] values = Arrays.copyOf(past.values, end);
    for (int index = from; index < end; index++) {
      values[index] = index < offset ? Double.NaN : truth.values[(int) (index - offset)];
    }
    return new BacktestCase(
        new RegularSeries(name, quantity(name), past.start, STEP_SECONDS, values), from, end);
  }

  private static BacktestCase withSun(BacktestCase of, Optional<DailyExposure> exposure) {
    RegularSeries series = of.series();
    if (exposure.isEmpty() || series.quantity().kind() != Quantity.Kind.GENERATION) {
      return of;
    }
    Weather weather = exposure.get().over(series);
    return new BacktestCase(series.withWeather(weather), of.testFrom(), of.testEnd());
  }

  private static Quantity quantity(String name) {
    boolean solar = name.startsWith("Solar");
    return solar
        ? new Quantity("kW", Quantity.Kind.GENERATION, MELBOURNE, "", CLAYTON)
        : new Quantity("kW", Quantity.Kind.LOAD, MELBOURNE, "au-vic");
  }

  /** Reads the format of the Monash archive: name, start and values, parted by colons. */
  private static Map<String, TimedValues> read(Path file) {
    Map<String, TimedValues> all = new LinkedHashMap<>();
    List<String> lines = DataFile.lines(file);
    for (int line = lines.indexOf("@data") + 1; line < lines.size(); line++) {
      String[] parts = lines.get(line).split(":", 3);
      if (parts.length < 3) {
        throw new DataSetException(
            file + ":" + (line + 1) + ": a line is no name:start:values",
            "fetch the data set again");
      }
      LocalDateTime start = Stamp.parse(parts[1], file, line + 1);
      double[] values =
          Arrays.stream(parts[2].split(",", -1)).mapToDouble(DataFile::number).toArray();
      all.put(parts[0], new TimedValues(start, values));
    }
    return all;
  }
}
