package io.commonwatt.streams.check;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.RegisterReading;
import io.commonwatt.streams.vee.VeeSettings;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Plants faults into the readings of a data set and counts what validation makes of them: the
 * engine behind {@code commonwatt vee check}. What the data set says is taken for true, except
 * where a fault file says otherwise.
 *
 * <p>Registers: where the data set has none, each meter gets the register it would have, read at
 * midnight UTC, from what is true; so the sum check sees what changes the energy of a day.
 */
public final class FaultCheck {

  /** Days of a series from which on faults are planted into it. */
  public static final int LEAST_DAYS = FaultPlaces.LEAST_DAYS;

  /**
   * What to plant.
   *
   * @param seed chooses the places; only used without faults of a file
   * @param faults of a file; empty to choose them by the seed
   * @param placesPerCell places for each kind and severity; 0 for as many as the data set bears
   * @param registers whether meters without registers get one from what is true
   * @param settings of validation
   */
  public record Options(
      long seed,
      List<FaultLine> faults,
      int placesPerCell,
      boolean registers,
      VeeSettings settings) {
    /** The defaults, with a seed. */
    public static Options ofSeed(long seed) {
      return new Options(seed, List.of(), 0, true, VeeSettings.defaults());
    }
  }

  private FaultCheck() {}

  /**
   * Runs the check.
   *
   * @param records raw readings and register readings of the data set, in any order; other records
   *     are passed over
   * @param progress told now and then how far it is, 0…1
   * @throws IllegalArgumentException when a fault is about no interval of the data set
   */
  public static FaultReport run(
      Registry registry,
      Iterator<? extends Travelling> records,
      Options options,
      Consumer<Double> progress) {
    Map<String, Track> tracks = tracks(registry, records, options.settings());
    List<Track> companions = Companions.of(List.copyOf(tracks.values()));
    for (Track companion : companions) {
      tracks.put(Planting.key(companion.meter, companion.channel), companion);
    }
    Registry extended = Companions.with(registry, companions);
    List<Track> all = List.copyOf(tracks.values());
    all.forEach(Track::begin);
    List<FaultLine> lines = options.faults();
    if (lines.isEmpty()) {
      int perCell =
          options.placesPerCell() > 0 ? options.placesPerCell() : FaultPlaces.perCell(all);
      lines = new FaultPlaces(all, options.seed()).choose(perCell);
    }
    Faults faults = new Faults();
    new Planting(tracks, faults).plant(lines);
    new CheckRun(extended, tracks, faults, options).run(progress);
    return FaultReport.of(options, all, faults);
  }

  static Map<String, Track> tracks(
      Registry registry, Iterator<? extends Travelling> records, VeeSettings settings) {
    Map<String, Map<Long, Long>> values = new TreeMap<>();
    Map<String, RawReading> firsts = new TreeMap<>();
    List<RegisterReading> registers = new ArrayList<>();
    while (records.hasNext()) {
      Travelling record = records.next();
      if (record instanceof RawReading reading && isPlausible(reading, settings)) {
        String key = Planting.key(reading.meter(), reading.channel());
        firsts.putIfAbsent(key, reading);
        values
            .computeIfAbsent(key, each -> new TreeMap<>())
            .put(reading.start().getEpochSecond(), reading.energyWh());
      } else if (record instanceof RegisterReading register) {
        registers.add(register);
      }
    }
    Map<String, Track> tracks = new LinkedHashMap<>();
    values.forEach(
        (key, wh) -> {
          RawReading first = firsts.get(key);
          Optional<UsagePoint> point =
              registry
                  .findInstallation(first.meter(), first.start())
                  .map(MeterInstallation::usagePoint)
                  .flatMap(registry::findUsagePoint);
          point.ifPresent(
              at ->
                  tracks.put(
                      key, Track.of(first.meter(), at, first.channel(), first.source(), wh)));
        });
    for (RegisterReading register : registers) {
      Track track = tracks.get(Planting.key(register.meter(), register.channel()));
      if (track != null) {
        long wh = (long) (register.mantissa() * StrictMath.pow(10, register.powerOfTen()));
        track.registersRead.merge(register.at().getEpochSecond(), wh, Long::sum);
      }
    }
    return tracks;
  }

  /** A clock gone wrong would stretch the track of its meter over a century. */
  private static boolean isPlausible(RawReading reading, VeeSettings settings) {
    long start = reading.start().getEpochSecond();
    long end = start + reading.lengthSeconds();
    return settings.accepts(start, end, reading.knownAt().getEpochSecond());
  }
}
