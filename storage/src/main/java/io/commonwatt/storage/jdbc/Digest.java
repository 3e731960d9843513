package io.commonwatt.storage.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * SHA-256 over what a database holds: every table of the schema {@code public} but the excluded
 * ones, rows by primary key with text in "C" order, columns in PostgreSQL's binary COPY format and
 * by name, without those named {@code measured…}. Two runs over the same log have the same digest.
 *
 * @param digest hash over the names and hashes of the tables, hex
 * @param tables by name
 * @param excluded tables left out although they exist, sorted
 */
public record Digest(String digest, SortedMap<String, TableDigest> tables, List<String> excluded) {

  /** Tables about the run itself; those whose name starts with {@code flyway_} are left out too. */
  public static final List<String> EXCLUDED =
      List.of("run_info", "run_progress", "run_progress_writer");

  private static final String MIGRATION_HISTORY = "flyway_";
  private static final String MEASURED = "measured";

  /**
   * Digest of a table.
   *
   * @param hash over the rows, hex
   */
  public record TableDigest(long rows, String hash) {}

  public Digest {
    tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    excluded = List.copyOf(excluded);
  }

  /**
   * Computes the digest as of one moment; rows are streamed.
   *
   * @param connection to PostgreSQL, not in a transaction
   * @throws IllegalStateException when a table has no primary key, so that its rows have no order
   */
  public static Digest compute(Connection connection) throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
      SortedMap<String, TableDigest> tables = new TreeMap<>();
      List<String> excluded = new ArrayList<>();
      for (String table : listTables(statement)) {
        if (EXCLUDED.contains(table) || table.startsWith(MIGRATION_HISTORY)) {
          excluded.add(table);
        } else {
          tables.put(table, digestOf(connection, table));
        }
      }
      return new Digest(overall(tables), tables, excluded);
    } finally {
      connection.rollback();
      connection.setAutoCommit(autoCommit);
    }
  }

  private static List<String> listTables(Statement statement) throws SQLException {
    return listStrings(
        statement,
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            + " AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname COLLATE \"C\"");
  }

  private static TableDigest digestOf(Connection connection, String table) throws SQLException {
    MessageDigest hash = sha256();
    CopyOut copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut(copyStatement(connection, table));
    for (byte[] part = copy.readFromCopy(); part != null; part = copy.readFromCopy()) {
      hash.update(part);
    }
    return new TableDigest(copy.getHandledRowCount(), hex(hash));
  }

  private static String copyStatement(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      String of = " FROM pg_attribute a WHERE a.attrelid = 'public." + table + "'::regclass";
      List<String> columns =
          listStrings(
              statement,
              "SELECT quote_ident(a.attname)"
                  + of
                  + " AND a.attnum > 0 AND NOT a.attisdropped AND NOT starts_with(a.attname, '"
                  + MEASURED
                  + "') ORDER BY a.attname COLLATE \"C\"");
      List<String> key =
          listStrings(
              statement,
              "SELECT quote_ident(a.attname)"
                  + " || CASE WHEN a.attcollation <> 0 THEN ' COLLATE \"C\"' ELSE '' END"
                  + " FROM pg_index i CROSS JOIN unnest(i.indkey) WITH ORDINALITY k (attnum, place)"
                  + " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum"
                  + " WHERE i.indisprimary AND i.indrelid = 'public."
                  + table
                  + "'::regclass ORDER BY k.place");
      if (key.isEmpty()) {
        throw new IllegalStateException(
            "Table '"
                + table
                + "' has no primary key, so that its rows have no order; give it one"
                + " or exclude it from the digest");
      }
      return "COPY (SELECT "
          + String.join(", ", columns)
          + " FROM public."
          + table
          + " ORDER BY "
          + String.join(", ", key)
          + ") TO STDOUT (FORMAT BINARY)";
    }
  }

  private static String overall(Map<String, TableDigest> tables) {
    MessageDigest hash = sha256();
    tables.forEach(
        (name, table) ->
            hash.update(
                (name + ' ' + table.rows() + ' ' + table.hash() + '\n')
                    .getBytes(StandardCharsets.UTF_8)));
    return hex(hash);
  }

  private static List<String> listStrings(Statement statement, String query) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }

  private static String hex(MessageDigest hash) {
    return HexFormat.of().formatHex(hash.digest());
  }
}
