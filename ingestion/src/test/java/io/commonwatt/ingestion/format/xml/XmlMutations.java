package io.commonwatt.ingestion.format.xml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Damages XML that has an element a line so that it mostly stays well-formed: other texts and
 * attribute values, elements lost, repeated, moved or wrapped. So the damage reaches the rules
 * behind the XML parser. The same seed and number give the same document. Not thread-safe.
 */
final class XmlMutations {

  /** A line that is whole by itself: its first element's text, or its attributes. */
  private static final Pattern TEXT = Pattern.compile(">([^<>]*)</");

  private static final Pattern VALUE = Pattern.compile("=\"([^\"]*)\"");

  private static final List<String> TEXTS =
      List.of(
          "",
          "0",
          "-1",
          "1",
          "4",
          "19",
          "900",
          "NaN",
          "1e400",
          "1E-39",
          "999999999999999999",
          "-9223372036854775808",
          "9223372036854775807",
          "2147483648",
          "0.000000000000000000001",
          "2026-10-25T01:30:00",
          "2026-03-29T01:30:00",
          "2026-10-25T24:00:00Z",
          "+999999999-12-31T24:00:00",
          "-999999999-01-01T00:00",
          "2026-10-25T01:30:00+18:00",
          "PT0S",
          "P1D",
          "P9999Y9999M9999DT0S",
          "PT99999H999999M99999999S",
          "A01",
          "A03",
          "KWH",
          "0.0.2.4.1.1.12.0.0.0.0.0.0.0.0.3.72.0",
          "0.0.4.4.4.1.12.0.0.0.0.1.0.0.0.99.72.0",
          "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.-2147483648.72.0",
          "3.26.0.85",
          "UsagePoint/%zz/MeterReading/%41",
          "/resource/UsagePoint/A/MeterReading/1/IntervalBlock",
          "http://",
          "//?",
          "é\uD83D\uDE00");

  private final SplittableRandom random;

  XmlMutations(long seed, long number) {
    this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
  }

  /** A document picked from the corpus with one to six mutations. */
  byte[] pick(List<byte[]> corpus) {
    byte[] document = corpus.get(random.nextInt(corpus.size()));
    List<String> lines =
        new ArrayList<>(new String(document, StandardCharsets.UTF_8).lines().toList());
    int rounds = 1 + random.nextInt(6);
    for (int i = 0; i < rounds; i++) {
      mutate(lines);
    }
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  private void mutate(List<String> lines) {
    int at = whole(lines);
    String line = lines.get(at);
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> lines.set(at, replace(line, TEXT, word(lines)));
      case 3, 4 -> lines.set(at, replace(line, VALUE, word(lines)));
      case 5 -> lines.set(at, "");
      case 6 -> lines.set(at, line + lines.get(whole(lines)));
      default -> lines.set(at, "<wrapped>" + line + "</wrapped>");
    }
  }

  /** A line that is whole by itself, mostly. */
  private int whole(List<String> lines) {
    int at = random.nextInt(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get((at + i) % lines.size()).strip();
      boolean leaf = line.contains("</") && !line.startsWith("</");
      if (line.endsWith("/>") || leaf) {
        return (at + i) % lines.size();
      }
    }
    return at;
  }

  /** A text of the list, or one that stands elsewhere in the document. */
  private String word(List<String> lines) {
    if (random.nextInt(3) > 0) {
      return TEXTS.get(random.nextInt(TEXTS.size()));
    }
    Matcher other = TEXT.matcher(lines.get(whole(lines)));
    return other.find() ? other.group(1) : "";
  }

  private static String replace(String line, Pattern pattern, String by) {
    Matcher place = pattern.matcher(line);
    return place.find()
        ? line.substring(0, place.start(1)) + by + line.substring(place.end(1))
        : line;
  }
}
