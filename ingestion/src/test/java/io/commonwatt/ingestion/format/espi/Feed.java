package io.commonwatt.ingestion.format.espi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Builds feeds for tests, entry by entry. */
final class Feed {

  private static final String ROOT = "https://example.org/DataCustodian/espi/1_1/resource/";

  private final List<String> entries = new ArrayList<>();

  static Feed of() {
    return new Feed();
  }

  Feed usagePoint(String id, int kind) {
    String path = "RetailCustomer/1/UsagePoint/" + id;
    return entry(
        path,
        "RetailCustomer/1/UsagePoint",
        List.of(path + "/MeterReading"),
        "<UsagePoint xmlns=\"http://naesb.org/espi\"><ServiceCategory><kind>"
            + kind
            + "</kind></ServiceCategory></UsagePoint>");
  }

  Feed meterReading(String point, String id, String type) {
    String path = "RetailCustomer/1/UsagePoint/" + point + "/MeterReading/" + id;
    return entry(
        path,
        "RetailCustomer/1/UsagePoint/" + point + "/MeterReading",
        List.of(path + "/IntervalBlock", "ReadingType/" + type),
        "<MeterReading xmlns=\"http://naesb.org/espi\"/>");
  }

  /** A reading type with the fields given as name, value, name, value… */
  Feed readingType(String id, Object... fields) {
    StringBuilder body = new StringBuilder("<ReadingType xmlns=\"http://naesb.org/espi\">");
    for (int i = 0; i < fields.length; i += 2) {
      body.append('<').append(fields[i]).append('>').append(fields[i + 1]);
      body.append("</").append(fields[i]).append('>');
    }
    return entry(
        "ReadingType/" + id, "ReadingType", List.of(), body.append("</ReadingType>").toString());
  }

  /** Wh per interval in one direction. */
  Feed energyType(String id, int flow) {
    return readingType(
        id,
        "accumulationBehaviour",
        4,
        "commodity",
        1,
        "flowDirection",
        flow,
        "powerOfTenMultiplier",
        0,
        "uom",
        72);
  }

  Feed block(String point, String reading, String body) {
    String up =
        "RetailCustomer/1/UsagePoint/" + point + "/MeterReading/" + reading + "/IntervalBlock";
    return entry(
        up + "/1",
        up,
        List.of(),
        "<IntervalBlock xmlns=\"http://naesb.org/espi\">" + body + "</IntervalBlock>");
  }

  static String reading(long start, int seconds, String value) {
    return "<IntervalReading><timePeriod><duration>"
        + seconds
        + "</duration><start>"
        + start
        + "</start></timePeriod><value>"
        + value
        + "</value></IntervalReading>";
  }

  Feed entry(String self, String up, List<String> related, String content) {
    StringBuilder entry = new StringBuilder("<entry>\n");
    entry.append("<link rel=\"self\" href=\"").append(ROOT).append(self).append("\"/>\n");
    entry.append("<link rel=\"up\" href=\"").append(ROOT).append(up).append("\"/>\n");
    for (String link : related) {
      entry.append("<link rel=\"related\" href=\"").append(ROOT).append(link).append("\"/>\n");
    }
    entries.add(
        entry.append("<content>").append(content).append("</content></entry>\n").toString());
    return this;
  }

  Feed backwards() {
    Collections.reverse(entries);
    return this;
  }

  String text() {
    return "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n" + String.join("", entries) + "</feed>";
  }
}
