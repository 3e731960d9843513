package io.commonwatt.ingestion.format.espi;

import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.xml.LimitedSink;
import io.commonwatt.ingestion.format.xml.Spool;
import io.commonwatt.ingestion.format.xml.XmlHead;
import io.commonwatt.ingestion.format.xml.XmlReader;
import java.io.IOException;
import java.io.InputStream;

/**
 * Green Button feeds (NAESB ESPI 1.1 to 4.0). Reads electricity in Wh and W; everything else of a
 * feed is passed over. Immutable.
 */
public final class EspiFormat implements Format {

  static final String ATOM = "http://www.w3.org/2005/Atom";
  static final String ESPI = "http://naesb.org/espi";

  @Override
  public String name() {
    return "espi";
  }

  @Override
  public boolean recognises(String fileName, byte[] head) {
    return XmlHead.mentions(head, ESPI)
        || XmlHead.mentions(head, ATOM) && XmlHead.mentions(head, "/espi/");
  }

  @Override
  public void read(InputStream in, FormatOptions options, FormatSink sink) throws IOException {
    LimitedSink limited = new LimitedSink(sink, options);
    try (Spool spool = new Spool()) {
      new FeedReader(XmlReader.open(in), limited, spool).read();
    }
    limited.finish();
  }
}
