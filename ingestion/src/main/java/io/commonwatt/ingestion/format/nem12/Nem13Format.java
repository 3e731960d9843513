package io.commonwatt.ingestion.format.nem12;

import io.commonwatt.ingestion.format.BoundedSink;
import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.Heads;
import java.io.IOException;
import java.io.InputStream;

/** NEM13: readings of accumulation registers. Times are market time, UTC+10 all year. */
public final class Nem13Format implements Format {

  @Override
  public String name() {
    return "nem13";
  }

  @Override
  public boolean recognises(String fileName, byte[] head) {
    String text = Heads.text(head);
    return text.regionMatches(true, 0, "100,NEM13", 0, 9) || text.startsWith("250,");
  }

  @Override
  public void read(InputStream in, FormatOptions options, FormatSink sink) throws IOException {
    NemLines lines = new NemLines(in, "NEM13", "nem13");
    new Nem13Document(new BoundedSink(sink, options)).read(lines);
  }
}
