package io.commonwatt.ingestion.format.entsoe;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatWriter;
import io.commonwatt.ingestion.format.ValidatedValue;
import io.commonwatt.ingestion.format.xml.XmlText;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Writes validated measure data: one series per usage point and channel, one period per unbroken
 * run of intervals of a length, every position with its point (curve type A01). Consumption and
 * import become metering points of type E17, generation and export of type E18; the series id ends
 * in the channel. Immutable.
 */
public final class LoadProfileWriter implements FormatWriter {

  /** A longer run of intervals is cut into periods of this many points. */
  static final int MAX_POINTS = 100_000;

  private static final String ROOT = "NotifyValidatedMeasureData_MarketDocument";
  private static final String NAMESPACE = "urn:ediel.org:measure:notifyvalidatedmeasuredata:0:1";
  private static final String ACTIVE_ENERGY = "8716867000030";
  private static final int MINUTE = 60;

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm'Z'").withZone(ZoneOffset.UTC);

  @Override
  public String name() {
    return LoadProfileFormat.NAME;
  }

  /**
   * {@inheritDoc}
   *
   * @throws FormatException code {@code entsoe-minutes} when an interval does not begin or end at a
   *     full minute, which the document cannot say
   */
  @Override
  public void write(Iterator<ValidatedValue> values, OutputStream out) throws IOException {
    XmlText xml = new XmlText(out);
    xml.start(ROOT, "xmlns", NAMESPACE);
    xml.element("type", "E66");
    ValidatedValue series = null;
    List<ValidatedValue> run = new ArrayList<>();
    while (values.hasNext()) {
      ValidatedValue value = values.next();
      check(value);
      boolean sameSeries = series != null && isSameSeries(series, value);
      if (!run.isEmpty() && !(sameSeries && continues(run, value))) {
        period(xml, run);
        run.clear();
      }
      if (!sameSeries) {
        if (series != null) {
          xml.end();
        }
        head(xml, value);
        series = value;
      }
      run.add(value);
    }
    if (series != null) {
      period(xml, run);
      xml.end();
    }
    xml.end().flush();
  }

  private static void head(XmlText xml, ValidatedValue value) throws IOException {
    boolean taken = value.channel() == Channel.CONSUMPTION || value.channel() == Channel.IMPORT;
    xml.start("Series");
    xml.element("mRID", value.usagePoint() + '-' + value.channel().code());
    xml.element("marketEvaluationPoint.mRID", value.usagePoint(), "codingScheme", "NAT");
    xml.element("marketEvaluationPoint.type", taken ? "E17" : "E18");
    xml.element("product", ACTIVE_ENERGY);
    xml.element("quantity_Measure_Unit.name", "KWH");
  }

  private static void period(XmlText xml, List<ValidatedValue> run) throws IOException {
    ValidatedValue first = run.get(0);
    xml.start("Period");
    xml.element("resolution", "PT" + first.lengthSeconds() / MINUTE + "M");
    xml.start("timeInterval");
    xml.element("start", MINUTES.format(first.start()));
    xml.element("end", MINUTES.format(end(run.get(run.size() - 1))));
    xml.end();
    for (int i = 0; i < run.size(); i++) {
      ValidatedValue value = run.get(i);
      xml.start("Point");
      xml.element("position", i + 1L);
      xml.element("quantity", BigDecimal.valueOf(value.energyWh(), 3).toPlainString());
      xml.element("quality", EntsoeQuality.code(value.quality()));
      xml.end();
    }
    xml.end();
  }

  private static boolean continues(List<ValidatedValue> run, ValidatedValue next) {
    ValidatedValue last = run.get(run.size() - 1);
    return run.size() < MAX_POINTS
        && last.lengthSeconds() == next.lengthSeconds()
        && end(last).equals(next.start());
  }

  private static boolean isSameSeries(ValidatedValue one, ValidatedValue other) {
    return one.usagePoint().equals(other.usagePoint()) && one.channel() == other.channel();
  }

  private static Instant end(ValidatedValue value) {
    return value.start().plusSeconds(value.lengthSeconds());
  }

  private static void check(ValidatedValue value) {
    boolean whole =
        value.start().toEpochMilli() % (MINUTE * 1_000L) == 0
            && value.lengthSeconds() % MINUTE == 0;
    if (!whole) {
      throw new FormatException(
          "entsoe-minutes",
          0,
          "Value of usage point '"
              + value.usagePoint()
              + "' at "
              + value.start()
              + " does not begin and end at full minutes");
    }
  }
}
