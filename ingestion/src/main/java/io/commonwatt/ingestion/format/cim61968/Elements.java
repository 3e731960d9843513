package io.commonwatt.ingestion.format.cim61968;

import io.commonwatt.ingestion.format.xml.XmlReader;
import java.io.IOException;

/** Small elements that occur in several messages. */
final class Elements {

  private static final int MAX_ID = 200;

  private Elements() {}

  /** Identity of a meter, usage point or asset: its mRID, else its first name; empty if neither. */
  static String identity(XmlReader xml) throws IOException {
    String mrid = "";
    String name = "";
    int depth = xml.depth();
    while (xml.nextChild(depth)) {
      switch (xml.name()) {
        case "mRID" -> mrid = id(xml);
        case "Names" -> {
          int names = xml.depth();
          while (xml.nextChild(names)) {
            if (xml.name().equals("name") && name.isEmpty()) {
              name = id(xml);
            }
          }
        }
        default -> xml.skip();
      }
    }
    return mrid.isEmpty() ? name : mrid;
  }

  /** A code given as attribute ref, as mRID inside, or as text. */
  static String reference(XmlReader xml) throws IOException {
    String reference = xml.attribute("ref");
    if (reference.isEmpty()) {
      return identity(xml);
    }
    String element = xml.name();
    xml.skip();
    return bounded(xml, element, reference);
  }

  private static String id(XmlReader xml) throws IOException {
    String element = xml.name();
    return bounded(xml, element, xml.text());
  }

  private static String bounded(XmlReader xml, String element, String text) {
    if (text.length() > MAX_ID) {
      throw xml.fail("cim-id", "Element '" + element + "' is longer than " + MAX_ID + " signs");
    }
    return text;
  }
}
