package io.commonwatt.forecasting;

import io.commonwatt.contracts.community.Place;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.contracts.community.Tariff;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.forecast.SeriesKind;
import io.commonwatt.forecasting.feature.FeatureSpecification;
import io.commonwatt.forecasting.feature.IssueFactory;
import io.commonwatt.forecasting.series.PlacementHistory;
import io.commonwatt.forecasting.series.Series;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the registry says about placements: where they are, what their PV can give, and whose prices
 * follow a market.
 */
final class Placements {

  private final Registry registry;
  private final boolean priced;
  private final Map<String, IssueFactory> factories = new HashMap<>();
  private final Map<String, String> markets = new HashMap<>();

  Placements(Registry registry) {
    this.registry = registry;
    priced = registry.file().tariffs().stream().anyMatch(each -> !each.market().isEmpty());
  }

  /** Id of the place whose weather holds for a placement; empty when none is named. */
  String placeOf(String placement) {
    return registry
        .findCommunity(placement)
        .map(community -> community.place())
        .or(() -> registry.listUsagePoints(placement).stream().findFirst().map(UsagePoint::place))
        .orElse("");
  }

  /** Opens issues of the series of a placement; remembered. */
  IssueFactory issues(String placement) {
    return factories.computeIfAbsent(
        placement,
        key ->
            new IssueFactory(
                findPlace(placeOf(key)).orElse(null),
                registry.file().timeZone(),
                priced ? (series, at) -> follows(key, series, at) : null));
  }

  /** Columns of the rows of a segment, whose second part is the channel. */
  FeatureSpecification specification(String segment) {
    return FeatureSpecification.of(TrainerStep.channel(segment), priced);
  }

  /** Market that a tariff of a placement's usage points follows; empty where none does. */
  String marketOf(String placement) {
    for (UsagePoint point : priced ? registry.listUsagePoints(placement) : List.<UsagePoint>of()) {
      for (Tariff tariff : registry.file().tariffs()) {
        if (!tariff.market().isEmpty() && names(tariff, point.id())) {
          return tariff.market();
        }
      }
    }
    return "";
  }

  private static boolean names(Tariff tariff, String usagePoint) {
    return tariff.usagePoints().contains(usagePoint) || tariff.usagePoints().contains("*");
  }

  private boolean follows(String placement, Series series, Instant at) {
    String market = markets.computeIfAbsent(placement, this::marketOf);
    if (market.isEmpty() || series.kind() != SeriesKind.USAGE_POINT) {
      return !market.isEmpty();
    }
    return registry.findTariff(series.owner(), at).map(Tariff::market).orElse("").equals(market);
  }

  /** A history of a placement that nothing is filed in yet. */
  PlacementHistory emptyHistory(String placement, int retainedDays) {
    return new PlacementHistory(placeOf(placement), marketOf(placement), retainedDays);
  }

  /** Usage points of a placement. */
  List<UsagePoint> listUsagePoints(String placement) {
    return registry.listUsagePoints(placement);
  }

  /**
   * Most a generating series can give in an interval by the registry, Wh; NaN when some of its
   * generating usage points has no PV with a power.
   */
  double peakWh(String placement, Series series, Instant at) {
    double powerKw = 0;
    for (UsagePoint point : registry.listUsagePoints(placement)) {
      boolean member =
          switch (series.kind()) {
            case USAGE_POINT -> point.id().equals(series.owner());
            case FEEDER -> point.feeder().equals(series.owner());
            case COMMUNITY -> point.community().equals(series.owner());
          };
      if (member && point.channels().contains(series.channel())) {
        double own = peakKw(point.id(), at);
        if (own <= 0) {
          return Double.NaN;
        }
        powerKw += own;
      }
    }
    return powerKw > 0 ? powerKw * 1000 * series.stepSeconds() / 3600 : Double.NaN;
  }

  private double peakKw(String usagePoint, Instant at) {
    double powerKw = 0;
    for (Resource resource : registry.listResources(usagePoint, at)) {
      if (resource.type() == Resource.Type.PV) {
        powerKw += resource.powerKw();
      }
    }
    return powerKw;
  }

  private Optional<Place> findPlace(String id) {
    List<Place> places = registry.file().places();
    return places.stream().filter(place -> place.id().equals(id)).findFirst();
  }
}
