package io.commonwatt.wire.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * How records of one class become rows of one table, and their lists rows of child tables. The
 * first columns are the primary key, the last one is {@code version}. Identity is that of the
 * object: keep one per table. Immutable, safe to share between threads.
 */
public final class TableMapping<T> {

  /** Column that holds {@code Travelling.version()}. */
  public static final String VERSION = "version";

  /** Column that numbers the rows of a child table from 0 within their parent. */
  public static final String ORDINAL = "ordinal";

  private final String table;
  private final List<Column<T>> key;
  private final List<Column<T>> columns;
  private final ToLongFunction<T> version;
  private final List<ChildTable<T, ?>> children;
  private final Predicate<T> likelyNew;

  /**
   * Rows of a child table: the parent's key, {@code ordinal}, the columns, the parent's version.
   * They always belong to the version of the parent that is stored.
   *
   * @param rows the parent's list, in order
   */
  public record ChildTable<P, C>(String table, Function<P, List<C>> rows, List<Column<C>> columns) {
    public ChildTable {
      columns = List.copyOf(columns);
    }
  }

  private TableMapping(
      String table,
      List<Column<T>> key,
      List<Column<T>> columns,
      ToLongFunction<T> version,
      List<ChildTable<T, ?>> children,
      Predicate<T> likelyNew) {
    this.table = table;
    this.likelyNew = likelyNew;
    this.key = List.copyOf(key);
    this.columns = List.copyOf(columns);
    this.version = version;
    this.children = List.copyOf(children);
    if (key.isEmpty()) {
      throw new IllegalArgumentException("Table " + table + " needs a key");
    }
    for (Column<T> column : key) {
      if (!column.type().isKey()) {
        throw new IllegalArgumentException(
            "Table " + table + ": column " + column.name() + " cannot be part of a key");
      }
    }
  }

  /** A mapping without child tables. */
  public static <T> TableMapping<T> of(
      String table, List<Column<T>> key, List<Column<T>> columns, ToLongFunction<T> version) {
    return new TableMapping<>(table, key, columns, version, List.of(), record -> true);
  }

  /**
   * The same for records of which those that pass are likely the first of their key. A guess about
   * cost only; what is stored does not depend on it.
   */
  public TableMapping<T> likelyNewWhere(Predicate<T> passes) {
    return new TableMapping<>(table, key, columns, version, children, passes);
  }

  /** Whether a record is likely the first of its key. */
  boolean isLikelyNew(T record) {
    return likelyNew.test(record);
  }

  /** The same with one more child table. */
  public <C> TableMapping<T> with(ChildTable<T, C> child) {
    List<ChildTable<T, ?>> all = new ArrayList<>(children);
    all.add(child);
    return new TableMapping<>(table, key, columns, version, all, likelyNew);
  }

  public String table() {
    return table;
  }

  /** Columns of the primary key, in its order. */
  public List<Column<T>> key() {
    return key;
  }

  public List<ChildTable<T, ?>> children() {
    return children;
  }

  /** Names of all columns in the order rows are written. */
  public List<String> columnNames() {
    List<String> names = new ArrayList<>(keyNames());
    columns.forEach(column -> names.add(column.name()));
    names.add(VERSION);
    return names;
  }

  /** Names of the key's columns. */
  public List<String> keyNames() {
    return key.stream().map(Column::name).toList();
  }

  /** Key columns of a child table. */
  List<String> childKeyNames() {
    List<String> names = new ArrayList<>(keyNames());
    names.add(ORDINAL);
    return names;
  }

  /** Names of a child table's columns in the order rows are written. */
  List<String> childColumnNames(ChildTable<T, ?> child) {
    List<String> names = childKeyNames();
    child.columns().forEach(column -> names.add(column.name()));
    names.add(VERSION);
    return names;
  }

  long version(T record) {
    return version.applyAsLong(record);
  }

  /** Appends the row of a record. */
  void encode(T record, CopyBuffer buffer) {
    buffer.beginRow(key.size() + columns.size() + 1);
    encodeKey(record, buffer);
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).encoder().encode(record, buffer);
    }
    buffer.writeInt8(version.applyAsLong(record));
  }

  /** Appends the rows of a child table. */
  <C> void encodeChildren(ChildTable<T, C> child, T record, CopyBuffer buffer) {
    List<C> rows = child.rows().apply(record);
    for (int ordinal = 0; ordinal < rows.size(); ordinal++) {
      buffer.beginRow(key.size() + child.columns().size() + 2);
      encodeKey(record, buffer);
      buffer.writeInt4(ordinal);
      for (int i = 0; i < child.columns().size(); i++) {
        child.columns().get(i).encoder().encode(rows.get(ordinal), buffer);
      }
      buffer.writeInt8(version.applyAsLong(record));
    }
  }

  private void encodeKey(T record, CopyBuffer buffer) {
    for (int i = 0; i < key.size(); i++) {
      int start = buffer.size();
      Column<T> column = key.get(i);
      column.encoder().encode(record, buffer);
      if (column.type() == ColumnType.TEXT) {
        buffer.shortenKey(start);
      }
    }
  }

  @Override
  public String toString() {
    return "TableMapping[" + table + "]";
  }
}
