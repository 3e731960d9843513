package io.commonwatt.ingestion.format.espi;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.ingestion.format.EditValue;
import io.commonwatt.ingestion.format.EventValue;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.RegisterValue;
import io.commonwatt.ingestion.format.TelemetryValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import org.junit.jupiter.api.Test;

/** Memory does not grow with the feed, whether its descriptions stand first or last. */
class EspiStreamingTest {

  private static final int BLOCKS = 1_000;
  private static final int READINGS = 96;
  private static final long MAX_GROWTH_BYTES = 12L << 20;

  @Test
  void shouldReadALongFeedInMemoryThatDoesNotGrow() throws IOException {
    assertThat(growth(describedFirst(true))).isLessThan(MAX_GROWTH_BYTES);
  }

  @Test
  void shouldReadALongFeedWhoseReadingTypeStandsLastInMemoryThatDoesNotGrow() throws IOException {
    assertThat(growth(describedFirst(false))).isLessThan(MAX_GROWTH_BYTES);
  }

  private static InputStream describedFirst(boolean first) {
    String description =
        Feed.of().usagePoint("A", 0).meterReading("A", "in", "1").energyType("1", 1).text();
    int end = description.indexOf("</feed>");
    int begin = description.indexOf("<entry>");
    String root = description.substring(0, begin);
    String entries = description.substring(begin, end);
    return new SequenceInputStream(
        new SequenceInputStream(
            bytes(first ? root + entries : root), new SequenceInputStream(new Blocks())),
        bytes((first ? "" : entries) + "</feed>"));
  }

  /** Largest growth of used memory while the feed is read, bytes. */
  private static long growth(InputStream feed) throws IOException {
    Watch watch = new Watch();
    new EspiFormat().read(feed, FormatOptions.defaults(), watch);
    assertThat(watch.values).isEqualTo((long) BLOCKS * READINGS);
    return watch.most - watch.first;
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static final class Blocks implements Enumeration<InputStream> {
    private int block;

    @Override
    public boolean hasMoreElements() {
      return block < BLOCKS;
    }

    @Override
    public InputStream nextElement() {
      StringBuilder body = new StringBuilder();
      for (int i = 0; i < READINGS; i++) {
        body.append(Feed.reading(1_767_225_600L + 900L * (block * READINGS + i), 900, "1"));
      }
      block++;
      String feed = Feed.of().block("A", "in", body.toString()).text();
      return bytes(feed.substring(feed.indexOf("<entry>"), feed.indexOf("</feed>")));
    }
  }

  private static final class Watch implements FormatSink {
    private static final int EVERY = 24_000;
    private long values;
    private long first;
    private long most;

    @Override
    public void interval(IntervalValue value) {
      if (values++ % EVERY == 0) {
        System.gc();
        long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        first = first == 0 ? used : first;
        most = Math.max(most, used);
      }
    }

    @Override
    public void register(RegisterValue value) {
      throw new AssertionError(value);
    }

    @Override
    public void event(EventValue value) {
      throw new AssertionError(value);
    }

    @Override
    public void edit(EditValue value) {
      throw new AssertionError(value);
    }

    @Override
    public void telemetry(TelemetryValue value) {
      throw new AssertionError(value);
    }

    @Override
    public void passedOver(String what, long count, long line) {
      throw new AssertionError(what);
    }
  }
}
