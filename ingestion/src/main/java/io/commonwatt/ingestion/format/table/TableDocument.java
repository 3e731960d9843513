package io.commonwatt.ingestion.format.table;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.ingestion.format.DecimalText;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.table.TableMapping.Layout;
import io.commonwatt.ingestion.format.table.TableMapping.Mark;
import io.commonwatt.ingestion.format.table.TableMapping.Sign;
import io.commonwatt.ingestion.format.table.TableMapping.SkippedHour;
import io.commonwatt.ingestion.format.table.TableMapping.Source;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rows of a table made interval values, as its mapping says. Not thread-safe. */
final class TableDocument {

  private static final int MAX_IDENTIFIER = 128;
  private static final BigDecimal MAX_LENGTH_SECONDS = BigDecimal.valueOf(366L * 86_400);

  private final TableMapping mapping;
  private final FormatSink sink;
  private final LocalClock clock;
  private final Set<String> missing;
  private final int meter;
  private final int register;
  private final int channel;
  private final int value;
  private final int quality;
  private final int time;
  private final int clockTime;
  private final int length;
  private final List<TableMapping.Series> series = new ArrayList<>();
  private final List<Integer> columns = new ArrayList<>();
  private final DayRow dayRow;

  TableDocument(TableMapping mapping, TableHeader header, FormatOptions options, FormatSink sink) {
    this.mapping = mapping;
    this.sink = sink;
    ZoneId zone = mapping.zone() == null ? options.zone() : mapping.zone();
    this.clock =
        zone == null
            ? null
            : new LocalClock(
                zone,
                mapping.times().repeatedHour(),
                mapping.times().order(),
                mapping.layout() == Layout.DAYS ? Mark.START : mapping.times().mark());
    this.missing = Set.copyOf(mapping.text().missing());
    this.meter = mapping.meter() == null ? -1 : header.position(mapping.meter().column());
    this.register = mapping.register() == null ? -1 : header.position(mapping.register().column());
    this.channel = header.position(mapping.channel().column());
    this.value = header.position(mapping.value().column());
    this.quality = mapping.quality() == null ? -1 : header.position(mapping.quality().column());
    this.time = header.position(mapping.times().column());
    this.clockTime = header.position(mapping.times().clockColumn());
    this.length = header.position(mapping.times().lengthColumn());
    mapping.columns().forEach(one -> addSeries(one, header));
    this.dayRow = mapping.days() == null ? null : new DayRow(mapping, header, clock);
  }

  private void addSeries(TableMapping.Series one, TableHeader header) {
    if (!one.isEveryColumn()) {
      series.add(one);
      columns.add(header.position(one.column()));
      return;
    }
    for (int at = 0; at < header.width(); at++) {
      String name = header.names().get(at);
      boolean other = at == time || at == clockTime || at == length || at == quality;
      boolean named = mapping.columns().stream().anyMatch(each -> each.column().equals(name));
      if (!other && !named && !name.isEmpty()) {
        series.add(one.of(name));
        columns.add(at);
      }
    }
  }

  /**
   * Takes a row.
   *
   * @param line where it stands, for messages
   * @param cells as wide as the header
   */
  void row(long line, String[] cells) {
    switch (mapping.layout()) {
      case LONG ->
          interval(
              line,
              cells,
              identifier(mapping.meter(), meter, cells, line),
              mapping.register() == null
                  ? ""
                  : identifier(mapping.register(), register, cells, line),
              channel(cells, line),
              cells[value]);
      case COLUMNS -> {
        for (int i = 0; i < columns.size(); i++) {
          TableMapping.Series one = series.get(i);
          interval(line, cells, one.meter(), one.register(), one.channel(), cells[columns.get(i)]);
        }
      }
      case DAYS -> day(line, cells);
    }
  }

  private void interval(
      long line, String[] cells, String meterId, String registerId, Channel what, String text) {
    if (missing.contains(text)) {
      return;
    }
    int seconds = lengthSeconds(cells, line);
    Instant at = at(line, cells, meterId, registerId, what);
    if (at == null) {
      sink.passedOver(meterId + " in an hour that its clock skips", 1, line);
      return;
    }
    Instant start = mapping.times().mark() == Mark.END ? at.minusSeconds(seconds) : at;
    send(line, meterId, registerId, what, start, seconds, text, quality(cells, line));
  }

  private void day(long line, String[] cells) {
    String meterId = identifier(mapping.meter(), meter, cells, line);
    String registerId =
        mapping.register() == null ? "" : identifier(mapping.register(), register, cells, line);
    Channel what = channel(cells, line);
    TimeText.Moment moment = moment(cells[time], line);
    if (moment.local() == null || clock == null) {
      throw noZone(cells[time], line, "is no local date or has no zone");
    }
    List<Instant> starts = dayRow.starts(moment.local().toLocalDate(), cells, missing, line);
    String sent = quality(cells, line);
    for (int i = 0; i < starts.size(); i++) {
      String text = cells[dayRow.first() + i];
      if (missing.contains(text)) {
        continue;
      }
      if (starts.get(i) == null) {
        sink.passedOver(meterId + " in an hour that its clock skips", 1, line);
      } else {
        send(
            line,
            meterId,
            registerId,
            what,
            starts.get(i),
            mapping.times().lengthSeconds(),
            text,
            sent);
      }
    }
  }

  private void send(
      long line,
      String meterId,
      String registerId,
      Channel what,
      Instant start,
      int seconds,
      String text,
      String sent) {
    DecimalText number =
        DecimalText.parseRounded(text, mapping.text().decimal(), mapping.value().tens());
    if (number == null) {
      throw refused("table-value", line, "'" + shortened(text) + "' is no decimal number");
    }
    Sign sign = mapping.value().sign();
    long mantissa = sign == Sign.REVERSED ? -number.mantissa() : number.mantissa();
    if (sign == Sign.NET) {
      emit(line, meterId, registerId, what, start, seconds, Math.max(0, mantissa), number, sent);
      emit(
          line,
          meterId,
          registerId,
          opposite(what),
          start,
          seconds,
          Math.max(0, -mantissa),
          number,
          sent);
    } else {
      emit(line, meterId, registerId, what, start, seconds, mantissa, number, sent);
    }
  }

  private void emit(
      long line,
      String meterId,
      String registerId,
      Channel what,
      Instant start,
      int seconds,
      long mantissa,
      DecimalText number,
      String sent) {
    sink.interval(
        new IntervalValue(
            meterId,
            registerId,
            what,
            start,
            seconds,
            mantissa,
            number.powerOfTen(),
            mapping.value().unit(),
            sent,
            line));
  }

  /** The instant a row names; null when its clock skips it. */
  private Instant at(long line, String[] cells, String meterId, String registerId, Channel what) {
    String text = clockTime < 0 ? cells[time] : cells[time] + ' ' + cells[clockTime];
    TimeText.Moment moment = moment(text, line);
    if (moment.instant() != null) {
      return moment.instant();
    }
    LocalDateTime local = moment.local();
    if (clock == null) {
      throw noZone(text, line, "names no offset");
    }
    Instant at = clock.resolve(meterId + '|' + registerId + '|' + what.code(), local, line);
    if (at == null && mapping.times().skippedHour() == SkippedHour.REFUSE) {
      throw refused(
          "table-skipped-hour",
          line,
          local + " does not exist in " + clock.zone() + ": its clock skips that hour");
    }
    return at;
  }

  private TimeText.Moment moment(String text, long line) {
    TimeText.Moment moment = mapping.times().format().parse(text);
    if (moment == null) {
      throw refused(
          "table-time",
          line,
          "'" + shortened(text) + "' is no time written as " + mapping.times().format());
    }
    return moment;
  }

  private FormatException noZone(String text, long line, String what) {
    return refused(
        "table-zone",
        line,
        "'" + shortened(text) + "' " + what + "; say the zone in the mapping or the options");
  }

  private int lengthSeconds(String[] cells, long line) {
    if (length < 0) {
      return mapping.times().lengthSeconds();
    }
    DecimalText seconds = DecimalText.parse(cells[length], '.', 0);
    if (seconds == null
        || seconds.powerOfTen() < 0
        || seconds.mantissa() < 1
        || seconds.value().compareTo(MAX_LENGTH_SECONDS) > 0) {
      throw refused(
          "table-length",
          line,
          "'" + shortened(cells[length]) + "' is no interval length in whole seconds");
    }
    return seconds.value().intValueExact();
  }

  private Channel channel(String[] cells, long line) {
    if (channel < 0) {
      return mapping.channel().fixed();
    }
    String text = cells[channel];
    Channel found = mapping.channel().values().get(text);
    if (found == null && mapping.channel().values().isEmpty()) {
      try {
        found = Channel.parse(text);
      } catch (IllegalArgumentException e) {
        found = null;
      }
    }
    if (found == null) {
      throw refused("table-channel", line, "'" + shortened(text) + "' is no channel it maps");
    }
    return found;
  }

  private String quality(String[] cells, long line) {
    if (quality < 0 || cells[quality].isEmpty()) {
      return "";
    }
    String text = cells[quality];
    if (text.length() > MAX_IDENTIFIER) {
      throw refused("table-quality", line, "its quality has more than 128 characters");
    }
    String sent = mapping.quality().values().getOrDefault(text, text);
    return sent.isEmpty() ? "" : mapping.quality().scheme() + ':' + sent;
  }

  private String identifier(Source source, int position, String[] cells, long line) {
    String text = position < 0 ? source.value() : cells[position];
    if (text.isEmpty() || text.length() > MAX_IDENTIFIER) {
      throw refused(
          "table-identifier",
          line,
          "'" + shortened(text) + "' is no identifier of 1 to 128 characters");
    }
    return text;
  }

  private static Channel opposite(Channel channel) {
    return switch (channel) {
      case IMPORT -> Channel.EXPORT;
      case EXPORT -> Channel.IMPORT;
      case CONSUMPTION -> Channel.GENERATION;
      case GENERATION -> Channel.CONSUMPTION;
    };
  }

  private static FormatException refused(String code, long line, String what) {
    return new FormatException(code, line, "Line " + line + ": " + what);
  }

  private static String shortened(String text) {
    return text.length() > 32 ? text.substring(0, 32) + "…" : text;
  }
}
