package io.commonwatt.streams.vee;

import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.streams.series.ImportIds;
import io.commonwatt.streams.series.PointState;
import io.commonwatt.streams.series.Series;
import io.commonwatt.streams.series.Status;
import java.time.Instant;

/**
 * What the rules look at: one reading on its way in, or one slot of a series. Filled again for
 * each, so that nothing is allocated. Made for one step; not thread-safe.
 */
final class Examination {
  final VeeSettings settings;
  final Directory directory;

  /** Placement of the step. */
  final String placement;

  final ImportIds imports;

  /** The reading; for REJECTS and FILES. */
  RawReading reading;

  /** Where the meter was at the reading's start; null when nowhere. */
  MeterInstallation installation;

  /** Usage point of the reading or the slot; null when the registry has none. */
  MeteredPoint point;

  /** Raw value, multiplier applied, Wh; for FILES and FLAGS. */
  long rawWh;

  /** Channel of the reading or the slot. */
  Channel channel;

  /** State of the usage point; for FILES, FLAGS and FILLS. */
  PointState state;

  /** Series and slot; for FILES, FLAGS and FILLS. */
  Series series;

  long slot;

  /** Thresholds of the usage point. */
  MeterClass thresholds;

  /** Most that the connection carries in an interval, tolerance included, Wh. */
  double limitWh;

  /** At or below this no value is a spike, Wh. */
  long quietWh;

  /**
   * What {@link DayRule#peaksBefore} found for a day of the series, or null. Raw values do not
   * change while an examination is turned to a series.
   */
  long[] peaks;

  long peaksDay;

  Examination(VeeSettings settings, Directory directory, String placement, ImportIds imports) {
    this.settings = settings;
    this.directory = directory;
    this.placement = placement;
    this.imports = imports;
  }

  /** Begins with a reading. */
  void begin(RawReading incoming) {
    reading = incoming;
    channel = incoming.channel();
    installation = directory.findInstallation(incoming.meter(), incoming.start());
    point = installation == null ? null : directory.findPoint(installation.usagePoint());
    thresholds = point == null ? null : point.meterClass();
    rawWh = installation == null ? 0 : multiply(incoming.energyWh(), installation.multiplier());
    state = null;
    series = null;
  }

  /** Turns to a series. */
  void turnTo(MeteredPoint metered, PointState pointState, Channel turned, Series turnedSeries) {
    reading = null;
    installation = null;
    point = metered;
    state = pointState;
    channel = turned;
    series = turnedSeries;
    thresholds = metered.meterClass();
    limitWh = intervalWh(RangeRule.limitKw(metered));
    quietWh = SpikeRule.quietWh(this);
    peaks = null;
  }

  UsagePoint usagePoint() {
    return point.usagePoint();
  }

  /** Whether the channel counts what is used, rather than what is generated. */
  boolean isUsed() {
    return channel == Channel.CONSUMPTION || channel == Channel.IMPORT;
  }

  Instant slotStart() {
    return Instant.ofEpochSecond(series.startOf(slot));
  }

  /** Mean power to energy of one interval, Wh. */
  double intervalWh(double kw) {
    return kw * usagePoint().intervalSeconds() / 3.6;
  }

  /** Whether a raw value could flow through the connection at all. */
  boolean isPossible(long wh) {
    return wh >= 0 && wh <= limitWh;
  }

  /** Whether the raw value of a slot is measured and possible. */
  boolean isPossibleAt(long at) {
    return Status.kind(series.status(at)) == Status.MEASURED && isPossible(series.rawWh(at));
  }

  /** Applies a multiplier; saturates. */
  static long multiply(long wh, int multiplier) {
    long limit = Long.MAX_VALUE / 4;
    long high = Math.multiplyHigh(wh, multiplier);
    long low = wh * multiplier;
    boolean fits = high == low >> 63 && low <= limit && low >= -limit;
    return fits ? low : wh < 0 == multiplier < 0 ? limit : -limit;
  }
}
