package io.commonwatt.ingestion.format.entsoe;

import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.xml.LimitedSink;
import io.commonwatt.ingestion.format.xml.Spool;
import io.commonwatt.ingestion.format.xml.XmlHead;
import io.commonwatt.ingestion.format.xml.XmlReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Market documents of IEC 62325 that hold quantities over time: generation and load of ENTSO-E,
 * energy accounts, validated measure data and validated historical data. Immutable.
 */
public final class LoadProfileFormat implements Format {

  static final String NAME = "entsoe";

  private static final String DOCUMENT = "MarketDocument";
  private static final String ENVELOPE = "_Envelope";
  private static final String ACKNOWLEDGEMENT = "Acknowledgement_MarketDocument";
  private static final int MAX_REASON = 200;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(String fileName, byte[] head) {
    Optional<XmlHead> root = XmlHead.of(head);
    return root.isPresent() && isDocument(root.get().name());
  }

  @Override
  public void read(InputStream in, FormatOptions options, FormatSink sink) throws IOException {
    LimitedSink limited = new LimitedSink(sink, options);
    XmlReader xml = XmlReader.open(in);
    if (!isDocument(xml.name())) {
      throw xml.fail(
          "entsoe-not-a-document",
          "The root is '" + xml.name() + "'; expected a market document of IEC 62325");
    }
    if (xml.name().equals(ACKNOWLEDGEMENT)) {
      throw xml.fail("entsoe-acknowledgement", "The sender answered without data: " + reason(xml));
    }
    try (Spool spool = new Spool()) {
      TimeSeriesReader series = new TimeSeriesReader(xml, limited, options.zone(), spool);
      boolean any = false;
      while (xml.next()) {
        if (xml.isStart() && (xml.name().equals("TimeSeries") || xml.name().equals("Series"))) {
          any = true;
          series.read();
        }
      }
      if (!any) {
        throw new FormatException(
            "entsoe-no-series", xml.line(), "The document holds no TimeSeries");
      }
    }
    limited.finish();
  }

  private static boolean isDocument(String root) {
    return root.endsWith(DOCUMENT) || root.endsWith(ENVELOPE);
  }

  private static String reason(XmlReader xml) throws IOException {
    StringBuilder reason = new StringBuilder();
    while (xml.next()) {
      boolean said =
          xml.isStart()
              && (xml.name().equals("text")
                  || xml.name().equals("code")
                  || xml.name().equals("reason.text"));
      if (said && reason.length() < MAX_REASON) {
        reason.append(reason.isEmpty() ? "" : " ").append(XmlReader.shorten(xml.text()));
      }
    }
    return reason.isEmpty() ? "no reason given" : reason.toString();
  }
}
