package io.commonwatt.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.storage.Samples;
import io.commonwatt.storage.TestStorage;
import io.commonwatt.wire.jdbc.Column;
import io.commonwatt.wire.jdbc.TableMapping;
import io.commonwatt.wire.jdbc.VersionedCopy;
import java.lang.reflect.RecordComponent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every record is stored and read back equal, component by component, by plain JDBC; quantiles as
 * the nearest number of single precision.
 */
class RoundTripTest {

  private static final int RECORDS = 25;

  /** The one column in single precision. */
  private static final String SINGLE = "quantiles_wh";

  @BeforeAll
  static void migrate() throws SQLException {
    TestStorage.reset();
  }

  static List<Topic<?>> topics() {
    return Topics.listAll();
  }

  @ParameterizedTest
  @MethodSource("topics")
  <T extends Travelling> void shouldReadBackWhatWasStored(Topic<T> topic) throws SQLException {
    TableMapping<T> table = Tables.of(topic);
    List<T> records = new ArrayList<>();
    try (VersionedCopy copy = new VersionedCopy(TestStorage.database())) {
      for (int identity = 0; identity < RECORDS; identity++) {
        T record = Samples.of(topic, table.keyNames(), identity, identity % 3);
        records.add(record);
        copy.add(table, record);
      }
      assertThat(copy.flush().inserted()).isEqualTo(RECORDS);
    }
    try (Connection connection = TestStorage.dataSource().getConnection()) {
      for (T record : records) {
        assertStored(connection, topic, record);
      }
    }
    assertThat(TestStorage.query("SELECT count(*) FROM " + topic.table()))
        .containsExactly(Integer.toString(RECORDS));
  }

  private static <T extends Travelling> void assertStored(
      Connection connection, Topic<T> topic, T record) throws SQLException {
    List<String> key = Tables.of(topic).keyNames();
    String where =
        " WHERE "
            + key.stream().map(column -> column + " = ?").collect(Collectors.joining(" AND "));
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT * FROM " + topic.table() + where)) {
      setKey(statement, record, key);
      try (ResultSet row = statement.executeQuery()) {
        assertThat(row.next()).as(record.id()).isTrue();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
          if (!isChild(component, record)) {
            assertValue(row, Samples.column(component), value(component, record));
          }
        }
        assertThat(row.getLong("version")).isEqualTo(record.version());
        assertThat(row.next()).isFalse();
      }
    }
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      if (isChild(component, record)) {
        String child = childOf(topic, component);
        String sql = "SELECT * FROM " + child + where + " ORDER BY ordinal";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
          setKey(statement, record, key);
          assertRows(statement, (List<?>) value(component, record), record.version());
        }
      }
    }
  }

  /** Lists of a record and child tables of its table are in the same order. */
  private static String childOf(Topic<?> topic, RecordComponent component) {
    List<? extends TableMapping.ChildTable<?, ?>> children = Tables.of(topic).children();
    int place = 0;
    for (RecordComponent other : component.getDeclaringRecord().getRecordComponents()) {
      if (other.getName().equals(component.getName())) {
        return children.get(place).table();
      }
      place += isRecords(other) ? 1 : 0;
    }
    throw new IllegalStateException("No component " + component);
  }

  private static void assertRows(PreparedStatement statement, List<?> children, long version)
      throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      for (int ordinal = 0; ordinal < children.size(); ordinal++) {
        assertThat(row.next()).isTrue();
        assertThat(row.getInt("ordinal")).isEqualTo(ordinal);
        assertThat(row.getLong("version")).isEqualTo(version);
        Object child = children.get(ordinal);
        for (RecordComponent component : child.getClass().getRecordComponents()) {
          assertValue(row, Samples.column(component), value(component, child));
        }
      }
      assertThat(row.next()).isFalse();
    }
  }

  private static void setKey(PreparedStatement statement, Travelling record, List<String> key)
      throws SQLException {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      int index = key.indexOf(Samples.column(component)) + 1;
      if (index > 0) {
        Object value = value(component, record);
        statement.setObject(
            index,
            value instanceof Instant time
                ? time.atOffset(ZoneOffset.UTC)
                : value instanceof Enum<?> constant ? code(constant) : value);
      }
    }
  }

  private static void assertValue(ResultSet row, String column, Object value) throws SQLException {
    Object stored = row.getObject(column);
    if (value == null) {
      assertThat(stored).as(column).isNull();
    } else if (value instanceof Instant time) {
      assertThat(row.getObject(column, OffsetDateTime.class).toInstant())
          .as(column)
          .isEqualTo(time);
    } else if (value instanceof Enum<?> constant) {
      assertThat(stored).as(column).isEqualTo(code(constant));
    } else if (value instanceof byte[] bytes) {
      assertThat((byte[]) stored).as(column).isEqualTo(bytes);
    } else if (value instanceof double[] numbers) {
      assertThat((Object[]) row.getArray(column).getArray())
          .as(column)
          .isEqualTo(column.equals(SINGLE) ? singles(numbers) : doubles(numbers));
    } else if (value instanceof List<?> list) {
      assertThat((Object[]) row.getArray(column).getArray()).as(column).isEqualTo(list.toArray());
    } else if (column.equals("content")) {
      assertThat(stored.toString()).isEqualTo(value);
    } else {
      assertThat(stored).as(column).isEqualTo(value);
    }
  }

  private static Object[] doubles(double[] numbers) {
    return Arrays.stream(numbers).boxed().toArray();
  }

  private static Object[] singles(double[] numbers) {
    return Arrays.stream(numbers).mapToObj(number -> (float) number).toArray();
  }

  private static boolean isChild(RecordComponent component, Object record) {
    return value(component, record) instanceof List<?> && isRecords(component);
  }

  private static boolean isRecords(RecordComponent component) {
    return component.getType() == List.class
        && component.getGenericType().getTypeName().contains("commonwatt");
  }

  private static String code(Enum<?> constant) {
    return constant instanceof Channel channel ? channel.code() : constant.name();
  }

  private static Object value(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The columns of each mapping are those of its table, of the same types. */
  @ParameterizedTest
  @MethodSource("topics")
  void shouldHaveAMigratedColumnForEveryMappedOne(Topic<?> topic) throws SQLException {
    TableMapping<?> table = Tables.of(topic);
    assertThat(table.table()).isEqualTo(topic.table());
    assertThat(
            TestStorage.query(
                "SELECT attname FROM pg_attribute WHERE attnum > 0 AND attrelid = '"
                    + table.table()
                    + "'::regclass"))
        .containsExactlyInAnyOrderElementsOf(table.columnNames());
    for (Column<?> column : table.key()) {
      assertThat(
              TestStorage.query(
                  "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = '"
                      + table.table()
                      + "'::regclass AND attname = '"
                      + column.name()
                      + "'"))
          .containsExactly(column.type().sqlName());
    }
    assertThat(
            TestStorage.query(
                "SELECT a.attname FROM pg_index i, unnest(i.indkey) WITH ORDINALITY k (n, place),"
                    + " pg_attribute a WHERE i.indisprimary AND a.attrelid = i.indrelid AND"
                    + " a.attnum = k.n AND i.indrelid = '"
                    + table.table()
                    + "'::regclass ORDER BY k.place"))
        .isEqualTo(table.keyNames());
  }
}
