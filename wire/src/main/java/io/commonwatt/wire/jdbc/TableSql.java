package io.commonwatt.wire.jdbc;

import io.commonwatt.wire.jdbc.TableMapping.ChildTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The statements that merge a staged batch into a table. Immutable. */
final class TableSql {

  /** Staging and merging of one table or child table, and writing past the stage. */
  record Part(String createStage, String copy, String merge, String directCopy) {}

  private static final int SHOWN_CHARS = 60;

  private final Part own;
  private final List<Part> children = new ArrayList<>();
  private final List<String> deletesOfOlderChildren = new ArrayList<>();
  private final List<String> conflicts = new ArrayList<>();

  TableSql(TableMapping<?> mapping) {
    this.own = part(mapping.table(), mapping.keyNames(), mapping.columnNames());
    conflicts.add(conflict(mapping));
    addChildren(mapping);
  }

  Part own() {
    return own;
  }

  List<Part> children() {
    return children;
  }

  /** Removes child rows that belong to an older version of a parent in the stage. */
  List<String> deletesOfOlderChildren() {
    return deletesOfOlderChildren;
  }

  /**
   * Each finds a staged row whose key and version are stored with other content: key, version, what
   * differs. To be asked before child rows are merged.
   */
  List<String> conflicts() {
    return conflicts;
  }

  private <T> void addChildren(TableMapping<T> mapping) {
    for (ChildTable<T, ?> child : mapping.children()) {
      List<String> columns = mapping.childColumnNames(child);
      children.add(part(child.table(), mapping.childKeyNames(), columns));
      deletesOfOlderChildren.add(
          "DELETE FROM "
              + child.table()
              + " c USING "
              + stage(mapping.table())
              + " s, "
              + mapping.table()
              + " t WHERE "
              + equal("s", "t", mapping.keyNames())
              + " AND "
              + equal("c", "t", mapping.keyNames())
              + " AND c.version < t.version");
      conflicts.add(childConflict(mapping, child.table(), columns));
    }
  }

  private static Part part(String table, List<String> key, List<String> columns) {
    String names = String.join(", ", columns);
    String updates =
        columns.stream()
            .filter(column -> !key.contains(column))
            .map(column -> column + " = excluded." + column)
            .collect(Collectors.joining(", "));
    return new Part(
        "CREATE TEMPORARY TABLE "
            + stage(table)
            + " ON COMMIT DELETE ROWS AS SELECT "
            + names
            + " FROM "
            + table
            + " WITH NO DATA",
        "COPY " + stage(table) + " (" + names + ") FROM STDIN (FORMAT BINARY)",
        "WITH written AS (INSERT INTO "
            + table
            + " AS t ("
            + names
            + ") SELECT "
            + names
            + " FROM "
            + stage(table)
            + " ON CONFLICT ("
            + String.join(", ", key)
            + ") DO UPDATE SET "
            + updates
            + " WHERE excluded.version > t.version RETURNING (t.xmax = 0) AS inserted)"
            + " SELECT count(*) FILTER (WHERE inserted), count(*) FROM written",
        "COPY " + table + " (" + names + ") FROM STDIN (FORMAT BINARY)");
  }

  private static String conflict(TableMapping<?> mapping) {
    List<String> values = new ArrayList<>(mapping.columnNames());
    values.removeAll(mapping.keyNames());
    String differences =
        values.stream()
            .map(
                column ->
                    String.format(
                        "CASE WHEN record_image_ne(ROW(s.%1$s), ROW(t.%1$s)) THEN '%1$s is '"
                            + " || coalesce(left(t.%1$s::text, %2$d), 'null')"
                            + " || ' in the table and '"
                            + " || coalesce(left(s.%1$s::text, %2$d), 'null')"
                            + " || ' in what arrived' END",
                        column, SHOWN_CHARS))
            .collect(Collectors.joining(", "));
    return String.format(
        "SELECT %s, s.version, concat_ws('; ', %s) FROM %s s JOIN %s t ON %s"
            + " WHERE s.version = t.version AND record_image_ne(ROW(%s), ROW(%s)) LIMIT 1",
        shownKey("s", mapping.keyNames()),
        differences,
        stage(mapping.table()),
        mapping.table(),
        equal("s", "t", mapping.keyNames()),
        prefixed("s", values),
        prefixed("t", values));
  }

  /** Child rows on one side only, of parents that are stored in the version that arrived. */
  private static String childConflict(
      TableMapping<?> mapping, String child, List<String> childColumns) {
    List<String> key = mapping.keyNames();
    String same =
        String.format(
            "SELECT %s FROM %s s JOIN %s t ON %s WHERE s.version = t.version",
            prefixed("t", key), stage(mapping.table()), mapping.table(), equal("s", "t", key));
    String select = "SELECT " + prefixed("c", childColumns) + " FROM same JOIN %s c ON %s";
    String staged = String.format(select, stage(child), equal("c", "same", key));
    String stored = String.format(select, child, equal("c", "same", key));
    return String.format(
        "WITH same AS (%1$s), staged AS (%2$s), stored AS (%3$s)"
            + " SELECT %4$s, d.version, 'row ' || d.ordinal || ' of %5$s differs'"
            + " FROM ((TABLE staged EXCEPT TABLE stored) UNION ALL"
            + " (TABLE stored EXCEPT TABLE staged)) d LIMIT 1",
        same, staged, stored, shownKey("d", key), child);
  }

  private static String shownKey(String alias, List<String> key) {
    return key.stream()
        .map(column -> "'" + column + "=' || " + alias + "." + column + "::text")
        .collect(Collectors.joining(" || ', ' || "));
  }

  private static String prefixed(String alias, List<String> columns) {
    return columns.stream().map(column -> alias + "." + column).collect(Collectors.joining(", "));
  }

  private static String equal(String one, String other, List<String> columns) {
    return columns.stream()
        .map(column -> one + "." + column + " = " + other + "." + column)
        .collect(Collectors.joining(" AND "));
  }

  private static String stage(String table) {
    return "stage_" + table;
  }
}
