package io.commonwatt.ingestion.format.dsmr;

import io.commonwatt.ingestion.format.BoundedSink;
import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.Heads;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * DSMR P1 telegrams. Their local times are those of the option {@code zone}, else of
 * Europe/Amsterdam. A document of one telegram without a time (DSMR 2 and 3, IEC 62056-21) is read
 * when the options say when it was received.
 */
public final class DsmrFormat implements Format {

  private static final ZoneId HOME = ZoneId.of("Europe/Amsterdam");
  private static final Pattern FIRST_LINE =
      Pattern.compile("/[A-Za-z]{3}[^\\r\\n]{1,40}\\r?\\n", Pattern.MULTILINE);

  @Override
  public String name() {
    return "dsmr";
  }

  @Override
  public boolean recognises(String fileName, byte[] head) {
    return FIRST_LINE.matcher(Heads.text(head)).lookingAt();
  }

  @Override
  public void read(InputStream in, FormatOptions options, FormatSink sink) throws IOException {
    ZoneId zone = options.zone() == null ? HOME : options.zone();
    TelegramReader reader = new TelegramReader(in);
    TelegramValues values =
        new TelegramValues(
            new TelegramTime(zone), options.receivedAt(), new BoundedSink(sink, options));
    long telegrams = 0;
    for (Telegram next = reader.next(); next != null; next = reader.next()) {
      telegrams++;
      values.send(next, telegrams);
    }
    if (telegrams == 0) {
      throw new FormatException(
          "dsmr-empty", 0, "The document holds no telegram: no line begins with '/'");
    }
  }
}
