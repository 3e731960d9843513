package io.commonwatt.app.compare;

import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.market.coordination.FormationNotice;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds up what a hub said of the coalitions that formed. Not thread-safe. */
final class Formation {

  /** Of an excess, micro-cent: what counts as nothing. */
  private static final double NOTHING = 1;

  private long hours;
  private long positions;
  private long coalitions;
  private long checked;
  private long inCore;
  private double worstExcess = Double.NEGATIVE_INFINITY;
  private double halfWidth;

  void add(MarketMessage message) {
    if (!FormationNotice.is(message)) {
      return;
    }
    FormationNotice notice = FormationNotice.of(message);
    hours++;
    positions += notice.positions();
    coalitions += notice.coalitions();
    halfWidth = Math.max(halfWidth, notice.halfWidthMicroCent());
    if (!Double.isNaN(notice.worstExcessMicroCent())) {
      checked++;
      worstExcess = Math.max(worstExcess, notice.worstExcessMicroCent());
      inCore += notice.worstExcessMicroCent() <= NOTHING ? 1 : 0;
    }
  }

  /** Figures; null where no coalition formed. */
  Map<String, Object> document() {
    if (hours == 0) {
      return null;
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("hours", hours);
    document.put("meanPositions", (double) positions / hours);
    document.put("meanCoalitions", (double) coalitions / hours);
    document.put("hoursChecked", checked);
    document.put("shareInCore", checked == 0 ? null : (double) inCore / checked);
    document.put("worstExcessMicroCent", checked == 0 ? null : worstExcess);
    document.put("greatestHalfWidthMicroCent", halfWidth);
    return document;
  }
}
