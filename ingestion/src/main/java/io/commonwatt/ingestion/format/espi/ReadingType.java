package io.commonwatt.ingestion.format.espi;

import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.xml.XmlReader;
import java.io.IOException;
import java.util.Set;

/**
 * What the readings of a meter reading measure (ESPI ReadingType), as far as it decides how they
 * are read. A code that is not sent is 0.
 *
 * @param accumulation how it counts: 4 per interval; 1, 2, 3, 9 a running total
 * @param flow 1 delivered, 19 received, 4 net
 * @param tens power of ten multiplier
 * @param uom unit: 72 Wh, 38 W
 * @param intervalSeconds length where a reading names none, s; 0 when not sent
 * @param defaultQuality quality where a reading names none; empty when not sent
 */
record ReadingType(
    int accumulation,
    int commodity,
    int dataQualifier,
    int flow,
    int tens,
    int uom,
    int intervalSeconds,
    String defaultQuality) {

  /** How the values of a type are read. */
  enum Use {
    INTERVAL_ENERGY,
    INTERVAL_POWER,
    REGISTER,
    NONE
  }

  private static final int WATT = 38;
  private static final int WATT_HOUR = 72;
  private static final Set<Integer> ELECTRICITY = Set.of(0, 1, 2);
  private static final Set<Integer> PLAIN = Set.of(0, 12, 26);
  private static final Set<Integer> MEAN = Set.of(0, 2, 12);
  private static final Set<Integer> FLOWS = Set.of(0, 1, 4, 19);
  private static final int NET = 4;

  /** Reads the element at whose start tag the reader stands. */
  static ReadingType read(XmlReader xml) throws IOException {
    int accumulation = 0;
    int commodity = 0;
    int qualifier = 0;
    int flow = 0;
    int tens = 0;
    int uom = 0;
    int seconds = 0;
    String quality = "";
    int depth = xml.depth();
    while (xml.nextChild(depth)) {
      switch (xml.name()) {
        case "accumulationBehaviour" -> accumulation = code(xml);
        case "commodity" -> commodity = code(xml);
        case "dataQualifier" -> qualifier = code(xml);
        case "flowDirection" -> flow = code(xml);
        case "powerOfTenMultiplier" -> tens = code(xml);
        case "uom" -> uom = code(xml);
        case "intervalLength" -> seconds = code(xml);
        case "defaultQuality" -> quality = xml.text();
        default -> xml.skip();
      }
    }
    return new ReadingType(accumulation, commodity, qualifier, flow, tens, uom, seconds, quality);
  }

  Use use() {
    if (!ELECTRICITY.contains(commodity) || !FLOWS.contains(flow)) {
      return Use.NONE;
    }
    return switch (accumulation) {
      case 0, 4 -> {
        if (uom == WATT_HOUR && PLAIN.contains(dataQualifier)) {
          yield Use.INTERVAL_ENERGY;
        }
        yield uom == WATT && MEAN.contains(dataQualifier) ? Use.INTERVAL_POWER : Use.NONE;
      }
      case 6 -> uom == WATT && MEAN.contains(dataQualifier) ? Use.INTERVAL_POWER : Use.NONE;
      case 1, 2, 3, 9 ->
          uom == WATT_HOUR && PLAIN.contains(dataQualifier) && flow != NET
              ? Use.REGISTER
              : Use.NONE;
      default -> Use.NONE;
    };
  }

  /** Whether a value is what was delivered less what was received. */
  boolean isNet() {
    return flow == NET;
  }

  /** What to call it where it is passed over. */
  String describe() {
    return "uom "
        + uom
        + ", accumulationBehaviour "
        + accumulation
        + ", dataQualifier "
        + dataQualifier
        + ", flowDirection "
        + flow
        + ", commodity "
        + commodity;
  }

  private static int code(XmlReader xml) throws IOException {
    String name = xml.name();
    String text = xml.text();
    try {
      return text.isEmpty() ? 0 : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new FormatException(
          "espi-code",
          xml.line(),
          "ReadingType has " + name + " '" + XmlReader.shorten(text) + "', expected a whole number",
          e);
    }
  }
}
