package io.commonwatt.ingestion.format.entsoe;

import io.commonwatt.contracts.reading.Channel;

/**
 * What a time series says about its points, wherever in the series it stands. Texts are empty when
 * not sent. Not thread-safe.
 */
final class SeriesHead {

  private static final String UP = "A01";
  private static final String DOWN = "A02";
  private static final String UP_AND_DOWN = "A03";
  private static final String PRODUCTION_POINT = "E18";
  private static final String CONSUMPTION_POINT = "E17";

  String id = "";
  String meteringPoint = "";
  String resource = "";
  String area = "";
  boolean areaReceives;
  String unit = "";
  String direction = "";
  String pointType = "";
  String businessType = "";
  String curveType = "A01";
  String commodity = "";

  /** The meter: the metering point, else the resource, else the area; empty when none is named. */
  String meter() {
    if (!meteringPoint.isEmpty()) {
      return meteringPoint;
    }
    return resource.isEmpty() ? area : resource;
  }

  /** Whether a value is what was taken less what was fed in. */
  boolean isNet() {
    return direction.equals(UP_AND_DOWN);
  }

  /** Taken from the grid or fed into it; for an area, consumed or generated in it. */
  Channel channel() {
    boolean produces = produces();
    if (meteringPoint.isEmpty() && resource.isEmpty()) {
      return produces ? Channel.GENERATION : Channel.CONSUMPTION;
    }
    return produces ? Channel.EXPORT : Channel.IMPORT;
  }

  /** Why its points are of no use; empty when they are. */
  String passedOver() {
    if (MeasureUnit.find(unit).isEmpty()) {
      return "TimeSeries in unit " + (unit.isEmpty() ? "unknown" : unit);
    }
    return switch (commodity) {
      case "", "0", "1", "2" -> "";
      default -> "TimeSeries of commodity " + commodity;
    };
  }

  private boolean produces() {
    if (direction.equals(UP) || direction.equals(DOWN)) {
      return direction.equals(UP);
    }
    if (pointType.equals(PRODUCTION_POINT) || pointType.equals(CONSUMPTION_POINT)) {
      return pointType.equals(PRODUCTION_POINT);
    }
    return switch (businessType) {
      case "A01", "A93", "A94", "A95", "A96" -> true;
      case "A04" -> false;
      default -> areaReceives;
    };
  }
}
