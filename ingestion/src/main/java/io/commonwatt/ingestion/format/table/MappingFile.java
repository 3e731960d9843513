package io.commonwatt.ingestion.format.table;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.table.TableMapping.Channels;
import io.commonwatt.ingestion.format.table.TableMapping.DayColumns;
import io.commonwatt.ingestion.format.table.TableMapping.Days;
import io.commonwatt.ingestion.format.table.TableMapping.Layout;
import io.commonwatt.ingestion.format.table.TableMapping.Mark;
import io.commonwatt.ingestion.format.table.TableMapping.Order;
import io.commonwatt.ingestion.format.table.TableMapping.Qualities;
import io.commonwatt.ingestion.format.table.TableMapping.RepeatedHour;
import io.commonwatt.ingestion.format.table.TableMapping.Series;
import io.commonwatt.ingestion.format.table.TableMapping.Sign;
import io.commonwatt.ingestion.format.table.TableMapping.SkippedHour;
import io.commonwatt.ingestion.format.table.TableMapping.Source;
import io.commonwatt.ingestion.format.table.TableMapping.Text;
import io.commonwatt.ingestion.format.table.TableMapping.Times;
import io.commonwatt.ingestion.format.table.TableMapping.Values;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a mapping file, YAML. An error in it is code {@code mapping-invalid} and names the key. */
final class MappingFile {

  private static final int MAX_DAY_COLUMNS = 1500;

  private MappingFile() {}

  /** The mapping that options name; that of the platform's own table when they name none. */
  static TableMapping of(FormatOptions options) throws IOException {
    return options.mapping() == null ? PlatformTable.MAPPING : read(options.mapping());
  }

  private static TableMapping read(Path file) throws IOException {
    try {
      return parse(Files.readString(file), file.getFileName().toString());
    } catch (NoSuchFileException e) {
      throw new FormatException(
          "mapping-missing", 0, "There is no mapping file '" + file.getFileName() + "'", e);
    }
  }

  /**
   * Reads a mapping of one table. What it says of a folder's files and homes is for {@link
   * FolderMapping}.
   *
   * @param name of the mapping, for messages
   */
  static TableMapping parse(String yaml, String name) {
    YamlKeys keys = keys(yaml, name);
    keys.texts(FolderMapping.FILES, List.of());
    keys.object(FolderMapping.COMMUNITY);
    return parse(keys);
  }

  /** The keys of a YAML text. */
  static YamlKeys keys(String yaml, String name) {
    try {
      return new YamlKeys(
          new Load(LoadSettings.builder().setLabel(name).build()).loadFromString(yaml), name);
    } catch (YamlEngineException e) {
      throw new FormatException(
          "mapping-invalid", 0, "Mapping '" + name + "' is no YAML: " + e.getMessage(), e);
    }
  }

  /** Reads the keys of one table; a key that nobody took before and that it does not know fails. */
  static TableMapping parse(YamlKeys keys) {
    Layout layout = keys.choice("layout", Layout.LONG);
    Text text = text(keys.object("file"));
    YamlKeys time = keys.object("time");
    ZoneId zone = time.parsed("zone", null, ZoneId::of);
    Times times = times(time, layout);
    Source meter = layout == Layout.COLUMNS ? null : source(keys.object("meter"));
    Source register = keys.has("register") ? source(keys.object("register")) : null;
    Channels channel = channels(keys.object("channel"));
    Values value = values(keys.object("value"), layout);
    Qualities quality = keys.has("quality") ? qualities(keys.object("quality")) : null;
    List<Series> columns =
        layout == Layout.COLUMNS
            ? keys.objects("columns").stream().map(column -> series(column, channel)).toList()
            : List.of();
    Days days = layout == Layout.DAYS ? days(keys.object("days")) : null;
    keys.end();
    return new TableMapping(
        layout, text, times, zone, meter, register, channel, value, quality, columns, days);
  }

  private static Text text(YamlKeys keys) {
    Text text =
        new Text(
            keys.parsed("separator", ",", MappingFile::character),
            keys.parsed("decimal", ".", MappingFile::character),
            keys.number("header", 1, 0, 1000),
            keys.parsed("encoding", "UTF-8", Charset::forName),
            keys.texts("missing", List.of("")));
    if (text.separator() == text.decimal()) {
      throw keys.invalid("has the same separator of cells and of decimals");
    }
    keys.end();
    return text;
  }

  private static Times times(YamlKeys keys, Layout layout) {
    String lengthColumn = keys.text("lengthColumn", null);
    int length =
        keys.parsed(
            "length", lengthColumn == null ? "" : "PT1S", text -> seconds(Duration.parse(text)));
    RepeatedHour repeated =
        keys.choice(
            "repeatedHour", layout == Layout.DAYS ? RepeatedHour.REFUSE : RepeatedHour.BY_ORDER);
    if (layout == Layout.DAYS && (repeated == RepeatedHour.BY_ORDER || lengthColumn != null)) {
      throw keys.invalid("has a repeatedHour or lengthColumn that the layout days cannot have");
    }
    Times times =
        new Times(
            keys.name("column"),
            keys.text("clockColumn", null),
            keys.parsed("format", "iso", TimeText::of),
            keys.choice("marks", Mark.START),
            lengthColumn == null ? length : 0,
            lengthColumn,
            repeated,
            keys.choice("skippedHour", SkippedHour.REFUSE),
            keys.choice("order", Order.ASCENDING));
    keys.end();
    return times;
  }

  private static Source source(YamlKeys keys) {
    Source source = new Source(keys.text("column", null), keys.text("value", ""));
    if (source.column() == null && source.value().isEmpty()) {
      throw keys.invalid("has neither key 'column' nor key 'value'");
    }
    keys.end();
    return source;
  }

  private static Channels channels(YamlKeys keys) {
    Map<String, Channel> values = new LinkedHashMap<>();
    keys.pairs("values")
        .forEach(
            (text, code) -> {
              try {
                values.put(text, Channel.parse(code));
              } catch (IllegalArgumentException e) {
                throw keys.invalid("maps '" + text + "' to '" + code + "', which is no channel");
              }
            });
    Channels channels =
        new Channels(
            keys.text("column", null), keys.parsed("value", "import", Channel::parse), values);
    keys.end();
    return channels;
  }

  private static Values values(YamlKeys keys, Layout layout) {
    String unit = keys.text("unit").toLowerCase(Locale.ROOT);
    String base = unit.endsWith("wh") ? "wh" : "w";
    int tens =
        switch (unit.endsWith(base) ? unit.substring(0, unit.length() - base.length()) : "?") {
          case "" -> 0;
          case "k" -> 3;
          case "m" -> 6;
          default ->
              throw keys.invalid("has unit '" + unit + "'; expected Wh, kWh, MWh, W, kW, MW");
        };
    Values values =
        new Values(
            layout == Layout.LONG ? keys.text("column") : null,
            base.equals("wh") ? Unit.WATT_HOUR : Unit.WATT,
            tens,
            keys.choice("sign", Sign.AS_IS));
    keys.end();
    return values;
  }

  private static Qualities qualities(YamlKeys keys) {
    Qualities qualities =
        new Qualities(
            keys.text("column"), keys.text("scheme", "table"), Map.copyOf(keys.pairs("values")));
    keys.end();
    return qualities;
  }

  private static Series series(YamlKeys keys, Channels channels) {
    String column = keys.text("column");
    if (column.equals(Series.EVERY_COLUMN) && keys.has("meter")) {
      throw keys.invalid("names a meter for every column; each is the meter its name says");
    }
    Series series =
        new Series(
            column,
            keys.text("meter", column),
            keys.text("register", ""),
            keys.parsed("channel", channels.fixed().code(), Channel::parse));
    keys.end();
    return series;
  }

  private static Days days(YamlKeys keys) {
    Days days =
        new Days(
            keys.text("first"),
            keys.number("count", 0, 1, MAX_DAY_COLUMNS),
            keys.choice("columns", DayColumns.CLOCK));
    keys.end();
    return days;
  }

  private static char character(String text) {
    String one = text.equals("tab") ? "\t" : text;
    if (one.length() != 1 || one.equals("\"")) {
      throw new IllegalArgumentException("expected one character or tab");
    }
    return one.charAt(0);
  }

  private static int seconds(Duration length) {
    long seconds = length.toSeconds();
    if (seconds < 1 || seconds > Duration.ofDays(366).toSeconds() || length.getNano() != 0) {
      throw new IllegalArgumentException("expected whole seconds up to a year, such as PT30M");
    }
    return (int) seconds;
  }
}
