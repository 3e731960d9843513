package io.commonwatt.streams.vee;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.streams.series.Series;
import io.commonwatt.streams.series.Status;

/**
 * What is used is not what was imported and generated less what was exported. Speaks about the
 * consumption, since tariff meters measure what crosses the connection; not where a battery is
 * declared, whose charge no channel shows, nor while another channel of the interval is doubted.
 * Source: check meter (AEMO substitution type 11), number of channels (Ontario IMO).
 */
final class ChannelSumRule implements VeeRule {
  private static final long UNKNOWN = Long.MIN_VALUE;

  @Override
  public String name() {
    return "channel-sum";
  }

  @Override
  public Kind kind() {
    return Kind.FLAGS;
  }

  @Override
  public boolean speaks(Examination examination) {
    if (examination.channel != Channel.CONSUMPTION || !examination.point.hasChannelSum()) {
      return false;
    }
    long expected = expectedWh(examination);
    if (expected == UNKNOWN) {
      return false;
    }
    MeterClass thresholds = examination.thresholds;
    double most = thresholds.channelSumWh() + thresholds.channelSumPercent() / 100 * expected;
    return Math.abs(examination.rawWh - expected) > most
        && !examination.directory.hasBattery(
            examination.usagePoint().id(), examination.slotStart());
  }

  /** What the other channels leave for consumption, Wh; negative when it is not known. */
  static long expectedWh(Examination examination) {
    long imported = plausibleWh(examination, Channel.IMPORT);
    long exported = plausibleWh(examination, Channel.EXPORT);
    long generated = plausibleWh(examination, Channel.GENERATION);
    boolean known = imported != UNKNOWN && exported != UNKNOWN && generated != UNKNOWN;
    return known ? Math.max(0, imported + generated - exported) : UNKNOWN;
  }

  private static long plausibleWh(Examination examination, Channel channel) {
    if (!examination.usagePoint().channels().contains(channel)) {
      return 0;
    }
    Series series = examination.state.findSeries(channel);
    boolean known = series != null && Status.plausible(series.status(examination.slot));
    return known ? series.rawWh(examination.slot) : UNKNOWN;
  }

  @Override
  public String detail(Examination examination) {
    return examination.rawWh
        + " Wh, the other channels leave "
        + expectedWh(examination)
        + " Wh; check the wiring or the channels' assignment";
  }
}
