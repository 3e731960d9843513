package io.commonwatt.market.control;

import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.market.dispatch.Scenarios;
import io.commonwatt.market.observation.NetChannels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The net load expected of a site over the steps of a plan, and how well it is known. Filled once
 * from the state; not thread-safe.
 */
final class Expectation {

  /** What an expectation stands on, the best first. */
  enum Basis {
    FRESH,
    STALE,
    MISSING
  }

  /** One series of the net load, with its sign. */
  private record Part(SeriesOutlook outlook, ExpectedPath path, int sign) {}

  final double[] netKw;

  /** Net load by scenario and step; empty without scenarios. */
  double[][] scenarioKw = new double[0][];

  /** Ends of the band and middle over the first interval. */
  double firstLowKw;

  double firstKw;
  double firstHighKw;
  Basis basis = Basis.FRESH;

  /** Age of the oldest forecast used, or that would have been; −1 where there is none. */
  long ageSeconds = -1;

  private final ControlSettings settings;
  private final long at;
  private final List<Part> parts = new ArrayList<>();

  Expectation(ControlState state, ControlSettings settings, Site site, long atSecond) {
    this.settings = settings;
    this.at = atSecond;
    this.netKw = new double[settings.steps()];
    for (UsagePoint usagePoint : site.usagePoints()) {
      NetChannels channels = NetChannels.of(usagePoint);
      channels.load().ifPresent(channel -> add(state, usagePoint, channel, 1));
      channels.generation().ifPresent(channel -> add(state, usagePoint, channel, -1));
    }
    addUp();
    scenarios();
    band();
  }

  static String key(String usagePoint, Channel channel) {
    return usagePoint + '|' + channel.code();
  }

  private void add(ControlState state, UsagePoint usagePoint, Channel channel, int sign) {
    SeriesOutlook outlook =
        state.series.getOrDefault(key(usagePoint.id(), channel), new SeriesOutlook());
    ExpectedPath path =
        outlook.fresh(
            settings.forecastModels(),
            at,
            startOf(settings.steps()),
            settings.staleAfter().toSeconds());
    long issued = path == null ? outlook.newestSecond() : path.issuedSecond();
    if (issued != Long.MIN_VALUE) {
      ageSeconds = Math.max(ageSeconds, at - issued);
    }
    Basis found =
        path != null ? Basis.FRESH : issued == Long.MIN_VALUE ? Basis.MISSING : Basis.STALE;
    basis = found.compareTo(basis) > 0 ? found : basis;
    parts.add(new Part(outlook, path, sign));
  }

  private long startOf(int step) {
    return at + (long) step * settings.stepSeconds();
  }

  private void addUp() {
    for (Part part : parts) {
      for (int step = 0; step < netKw.length; step++) {
        netKw[step] += part.sign * expectedKw(part, startOf(step), startOf(step + 1));
      }
    }
  }

  /** What a plan of one load takes: the mean of the scenarios where they are to be planned so. */
  double[] plannedKw() {
    boolean mean = settings.hedging() == Hedging.CERTAINTY_EQUIVALENT && scenarioKw.length > 0;
    return mean ? Scenarios.equal(scenarioKw).mean(0) : netKw;
  }

  /** By the forecast, else as on the last known day, else nothing. */
  private static double expectedKw(Part part, long from, long to) {
    if (part.path != null) {
      return part.path.medianKw(from, to);
    }
    OptionalDouble lastDay = part.outlook.lastDay.meanKw(from, to);
    return lastDay.orElse(0);
  }

  /** Scenarios of the site where every series has as many of the same issue. */
  private void scenarios() {
    int count = parts.isEmpty() || parts.get(0).path == null ? 0 : parts.get(0).path.scenarios();
    for (Part part : parts) {
      boolean same =
          part.path != null
              && part.path.scenarios() == count
              && part.path.issuedSecond() == parts.get(0).path.issuedSecond();
      count = same ? count : 0;
    }
    if (count < 2) {
      return;
    }
    scenarioKw = new double[count][netKw.length];
    for (int scenario = 0; scenario < count; scenario++) {
      for (Part part : parts) {
        for (int step = 0; step < netKw.length; step++) {
          scenarioKw[scenario][step] +=
              part.sign * part.path.scenarioKw(scenario, startOf(step), startOf(step + 1));
        }
      }
    }
  }

  private void band() {
    long to = at + settings.replanSeconds();
    for (Part part : parts) {
      double middle = part.sign * expectedKw(part, at, to);
      firstKw += middle;
      if (part.path == null) {
        firstLowKw += middle;
        firstHighKw += middle;
      } else {
        double low = part.sign * part.path.lowKw(at, to);
        double high = part.sign * part.path.highKw(at, to);
        firstLowKw += Math.min(low, high);
        firstHighKw += Math.max(low, high);
      }
    }
    if (scenarioKw.length > 0) {
      double[] ways = new double[scenarioKw.length];
      for (int scenario = 0; scenario < ways.length; scenario++) {
        for (Part part : parts) {
          ways[scenario] += part.sign * part.path.scenarioKw(scenario, at, to);
        }
      }
      Arrays.sort(ways);
      firstLowKw = ways[(int) Math.round(0.1 * (ways.length - 1))];
      firstHighKw = ways[(int) Math.round(0.9 * (ways.length - 1))];
    }
  }

  /**
   * The scenarios of a plan.
   *
   * @param boughtKw already bought by step, taken off the load
   */
  Scenarios toScenarios(double[] boughtKw) {
    double[][] ways = new double[scenarioKw.length][];
    for (int scenario = 0; scenario < ways.length; scenario++) {
      ways[scenario] = scenarioKw[scenario].clone();
      for (int step = 0; step < boughtKw.length; step++) {
        ways[scenario][step] -= boughtKw[step];
      }
    }
    return Scenarios.equal(ways);
  }

  /** In words, for the reason of a plan; empty where forecasts are fresh. */
  String remark() {
    return switch (basis) {
      case FRESH -> "";
      case STALE -> "forecast stale by " + ageSeconds / 3600 + " h, as on the last known day: ";
      case MISSING -> "no forecast, as on the last known day: ";
    };
  }
}
