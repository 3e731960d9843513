package io.commonwatt.wire.jdbc;

import io.commonwatt.wire.jdbc.TableMapping.ChildTable;
import java.time.Instant;
import java.util.List;

/** A record with a list, and its tables. */
public record Parcel(
    String sender, long number, Instant at, String note, List<Item> items, long version) {

  /** A row of the child table. */
  public record Item(String name, long grams) {}

  static final String[] SCHEMA = {
    "CREATE TABLE parcel (sender text COLLATE \"C\" NOT NULL, number bigint NOT NULL,"
        + " at timestamptz NOT NULL, note text, version bigint NOT NULL,"
        + " PRIMARY KEY (sender, number, at))",
    "CREATE TABLE parcel_item (sender text COLLATE \"C\" NOT NULL, number bigint NOT NULL,"
        + " at timestamptz NOT NULL, ordinal integer NOT NULL, name text NOT NULL,"
        + " grams bigint NOT NULL, version bigint NOT NULL,"
        + " PRIMARY KEY (sender, number, at, ordinal))"
  };

  static final TableMapping<Parcel> TABLE =
      TableMapping.of(
              "parcel",
              List.of(
                  Column.text("sender", Parcel::sender),
                  Column.int8("number", Parcel::number),
                  Column.timestamp("at", Parcel::at)),
              List.of(Column.text("note", Parcel::note)),
              Parcel::version)
          .with(
              new ChildTable<>(
                  "parcel_item",
                  Parcel::items,
                  List.of(Column.text("name", Item::name), Column.int8("grams", Item::grams))));

  /** The same table without its list. */
  static final TableMapping<Parcel> TABLE_ALONE =
      TableMapping.of(
          "parcel", TABLE.key(), List.of(Column.text("note", Parcel::note)), Parcel::version);

  static Parcel of(String sender, long number, String note, long version, String... items) {
    return new Parcel(
        sender,
        number,
        Instant.parse("2025-05-01T00:00:00Z"),
        note,
        java.util.Arrays.stream(items).map(name -> new Item(name, name.length())).toList(),
        version);
  }
}
