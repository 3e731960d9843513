package io.commonwatt.ingestion.format.entsoe;

import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.xml.XmlReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A point as it stands in the document. Texts are empty when not sent.
 *
 * @param position from 1
 * @param quantity the quantity of a series that has one
 * @param in quantity in, of an energy account
 * @param out quantity out, of an energy account
 * @param quality code without scheme
 */
record SentPoint(int position, String quantity, String in, String out, String quality, long line) {

  /** Reads the element at whose start tag the reader stands. */
  static SentPoint read(XmlReader xml) throws IOException {
    int position = 0;
    String quantity = "";
    String in = "";
    String out = "";
    String quality = "";
    long line = xml.line();
    int depth = xml.depth();
    while (xml.nextChild(depth)) {
      switch (xml.name()) {
        case "position" -> position = position(xml);
        case "quantity", "energy_Quantity.quantity" -> quantity = xml.text();
        case "in_Quantity.quantity" -> in = xml.text();
        case "out_Quantity.quantity" -> out = xml.text();
        case "quality", "energy_Quantity.quality" -> quality = xml.text();
        default -> xml.skip();
      }
    }
    return new SentPoint(position, quantity, in, out, quality, line);
  }

  void write(DataOutputStream target) throws IOException {
    target.writeInt(position);
    target.writeUTF(quantity);
    target.writeUTF(in);
    target.writeUTF(out);
    target.writeUTF(quality);
    target.writeLong(line);
  }

  static SentPoint read(DataInputStream source) throws IOException {
    return new SentPoint(
        source.readInt(),
        source.readUTF(),
        source.readUTF(),
        source.readUTF(),
        source.readUTF(),
        source.readLong());
  }

  private static int position(XmlReader xml) throws IOException {
    String text = xml.text();
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new FormatException(
          "entsoe-position",
          xml.line(),
          "Position '" + XmlReader.shorten(text) + "' is not a whole number",
          e);
    }
  }
}
