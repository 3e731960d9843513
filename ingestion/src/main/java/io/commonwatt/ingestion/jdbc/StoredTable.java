package io.commonwatt.ingestion.jdbc;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.ReadingEdit;
import io.commonwatt.contracts.reading.RegisterReading;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.contracts.registry.RegistryEntry;
import io.commonwatt.ingestion.replay.ReplaySelection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of received records: its columns, which of them a selection bounds, and how a row reads.
 *
 * @param time column of the time a record is about; empty when it is about none
 * @param meter column of the meter; empty when there is none
 * @param condition what holds of every row wanted; empty for all
 */
record StoredTable(
    String name, String columns, String time, String meter, String condition, Reader reader) {

  /** Makes a record of a row. */
  interface Reader {
    Travelling read(ResultSet row, ReplaySelection selection) throws SQLException;
  }

  static final StoredTable USAGE_POINT = registry(Topics.USAGE_POINT);

  static final StoredTable RAW =
      new StoredTable(
          Topics.RAW_READING.table(),
          "source, import_id, sequence, meter, channel, start, length_seconds, mantissa,"
              + " power_of_ten, unit, carry_micro_joule, sent_quality, known_at, placement",
          "start",
          "meter",
          "",
          (row, selection) ->
              new RawReading(
                  row.getString(1),
                  selection.sentAs(row.getString(2)),
                  row.getLong(3),
                  row.getString(4),
                  Channel.parse(row.getString(5)),
                  instant(row, 6),
                  row.getInt(7),
                  row.getLong(8),
                  row.getInt(9),
                  Unit.valueOf(row.getString(10)),
                  row.getLong(11),
                  row.getString(12),
                  instant(row, 13),
                  row.getString(14)));

  static final StoredTable REGISTER =
      new StoredTable(
          Topics.RAW_REGISTER.table(),
          "source, import_id, sequence, meter, channel, register, at, mantissa, power_of_ten,"
              + " sent_quality, known_at, placement",
          "at",
          "meter",
          "",
          (row, selection) ->
              new RegisterReading(
                  row.getString(1),
                  selection.sentAs(row.getString(2)),
                  row.getLong(3),
                  row.getString(4),
                  Channel.parse(row.getString(5)),
                  row.getString(6),
                  instant(row, 7),
                  row.getLong(8),
                  row.getInt(9),
                  row.getString(10),
                  instant(row, 11),
                  row.getString(12)));

  static final StoredTable EVENT =
      new StoredTable(
          Topics.METER_EVENT.table(),
          "source, import_id, sequence, meter, type, at, known_at, placement",
          "at",
          "meter",
          "",
          (row, selection) ->
              new MeterEvent(
                  row.getString(1),
                  selection.sentAs(row.getString(2)),
                  row.getLong(3),
                  row.getString(4),
                  MeterEvent.Type.valueOf(row.getString(5)),
                  instant(row, 6),
                  instant(row, 7),
                  row.getString(8)));

  static final StoredTable EDIT =
      new StoredTable(
          Topics.READING_EDIT.table(),
          "edit_id, usage_point, channel, start, length_seconds, energy_wh, rule, method, editor,"
              + " reason, known_at, placement",
          "start",
          "",
          "",
          (row, selection) -> {
            long energyWh = row.getLong(6);
            return new ReadingEdit(
                selection.sentAs(row.getString(1)),
                row.getString(2),
                Channel.parse(row.getString(3)),
                instant(row, 4),
                row.getInt(5),
                row.wasNull() ? null : energyWh,
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                instant(row, 11),
                row.getString(12));
          });

  /** What the doors rejected; later stages reject again by themselves. */
  static final StoredTable REJECTED =
      new StoredTable(
          Topics.REJECTED.table(),
          "source, stage, rule, detail, reference, reading, raw, known_at, placement",
          "",
          "",
          "stage = 'ingestion'",
          (row, selection) ->
              new Rejection(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getBoolean(6),
                  row.getBytes(7),
                  instant(row, 8),
                  row.getString(9)));

  static StoredTable registry(Topic<?> topic) {
    return new StoredTable(
        topic.table(),
        "kind, object_id, valid_from, content, file_hash, known_at, placement",
        "",
        "",
        "",
        (row, selection) ->
            new RegistryEntry(
                row.getString(1),
                row.getString(2),
                instant(row, 3),
                row.getString(4),
                row.getString(5),
                instant(row, 6),
                row.getString(7)));
  }

  String query(ReplaySelection selection) {
    return "SELECT " + columns + " FROM " + name + where(selection) + " ORDER BY known_at";
  }

  /** The rows a selection asks for, as the end of a statement. */
  String where(ReplaySelection selection) {
    List<String> parts = new ArrayList<>();
    if (!condition.isEmpty()) {
      parts.add(condition);
    }
    if (!time.isEmpty() && selection.from() != null) {
      parts.add(time + " >= '" + selection.from() + "'");
    }
    if (!time.isEmpty() && selection.to() != null) {
      parts.add(time + " < '" + selection.to() + "'");
    }
    if (selection.asOf() != null) {
      parts.add("known_at <= '" + selection.asOf() + "'");
    }
    if (!meter.isEmpty() && !selection.meters().isEmpty()) {
      parts.add(meter + " IN (" + quoted(selection.meters()) + ")");
    }
    if (columns.contains("import_id") && !selection.importId().isEmpty()) {
      // What an earlier replay under this id brought is not part of what it is to send.
      parts.add("NOT starts_with(import_id, " + quoted(List.of(selection.importId() + '/')) + ')');
    }
    return parts.isEmpty() ? "" : " WHERE " + String.join(" AND ", parts);
  }

  private static String quoted(List<String> texts) {
    return texts.stream()
        .map(text -> "'" + text.replace("'", "''") + "'")
        .collect(Collectors.joining(", "));
  }

  Travelling read(ResultSet row, ReplaySelection selection) throws SQLException {
    return reader.read(row, selection);
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }
}
