package io.commonwatt.ingestion.format.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.commonwatt.ingestion.format.BoundedSink;
import io.commonwatt.ingestion.format.Format;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.edit.EditFields;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Readings, edits and reports of devices as JSON: an array of objects, objects one after the other
 * (NDJSON), or one object. What an object may hold is in {@link JsonReading}. Immutable,
 * thread-safe.
 */
public final class JsonFormat implements Format {

  private static final int MAX_NAME = 64;
  private static final int MAX_TEXT = 4096;
  private static final int MAX_NUMBER = 64;
  private static final int MAX_DEPTH = 4;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_TEXT)
                  .maxNumberLength(MAX_NUMBER)
                  .maxNameLength(MAX_NAME)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  @Override
  public String name() {
    return "json";
  }

  @Override
  public boolean recognises(String fileName, byte[] head) {
    String text = new String(head, StandardCharsets.UTF_8).stripLeading();
    boolean json = text.startsWith("{") || text.startsWith("[");
    return json && (text.contains("\"meter\"") || text.contains("\"resource\""))
        || text.strip().equals("[]");
  }

  @Override
  public void read(InputStream in, FormatOptions options, FormatSink sink) throws IOException {
    FormatSink bounded = new BoundedSink(sink, options);
    EditFields edits = new EditFields(bounded);
    boolean any = false;
    boolean inArray = false;
    try (JsonParser parser = FACTORY.createParser(in)) {
      parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        any = true;
        if (token == JsonToken.START_OBJECT) {
          JsonReading.read(parser).handTo(bounded, edits);
        } else if (token == JsonToken.START_ARRAY && !inArray) {
          inArray = true;
        } else if (token == JsonToken.END_ARRAY) {
          inArray = false;
        } else {
          throw new FormatException(
              "json-reading", line(parser), "Expected an object with a reading, found " + token);
        }
      }
    } catch (JsonProcessingException e) {
      long line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
      throw new FormatException("json-syntax", line, e.getOriginalMessage(), e);
    } catch (CharConversionException e) {
      throw new FormatException("json-syntax", 0, "The text is not UTF-8: " + e.getMessage(), e);
    }
    if (!any) {
      throw new FormatException("json-empty", 0, "The document is empty; an empty array is []");
    }
  }

  static long line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }
}
