package io.commonwatt.wire.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.runtime.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VersionedCopyTest {

  private VersionedCopy copy;

  @BeforeEach
  void createTables() throws SQLException {
    TestPostgres.reset(Parcel.SCHEMA);
    copy = new VersionedCopy(TestPostgres.database());
  }

  @AfterEach
  void close() {
    copy.close();
  }

  @Test
  void shouldCountWhatWasInsertedUpdatedAndUnchanged() {
    assertThat(write(Parcel.of("a", 1, "x", 5), Parcel.of("a", 2, "y", 5)))
        .isEqualTo(new WriteCounts(2, 0, 0, 0));
    assertThat(
            write(
                Parcel.of("a", 1, "x2", 6),
                Parcel.of("a", 2, "y", 5),
                Parcel.of("a", 3, "z", 1),
                Parcel.of("a", 3, "z", 1)))
        .isEqualTo(new WriteCounts(1, 1, 1, 1));
    assertThat(copy.rows()).isZero();
    assertThat(copy.bytes()).isZero();
  }

  @Test
  void shouldNeverLetAnOlderVersionOverwrite() throws SQLException {
    write(Parcel.of("a", 1, "new", 7, "p", "q"));
    assertThat(write(Parcel.of("a", 1, "old", 6, "r", "s", "t")).unchanged()).isEqualTo(1);

    assertThat(TestPostgres.query("SELECT note, version FROM parcel")).containsExactly("new|7");
    assertThat(items()).containsExactly("0|p|7", "1|q|7");
  }

  @Test
  void shouldLeaveNoChildRowsOfAnOlderVersion() throws SQLException {
    write(Parcel.of("a", 1, "x", 1, "p", "q", "r"), Parcel.of("b", 1, "x", 1, "kept"));
    write(Parcel.of("a", 1, "x", 2, "s"));

    assertThat(items()).containsExactly("0|s|2", "0|kept|1");
    write(Parcel.of("a", 1, "x", 3));
    assertThat(items()).containsExactly("0|kept|1");
  }

  @Test
  void shouldKeepTheGreatestVersionOfABatchWithItsChildren() throws SQLException {
    WriteCounts counts =
        write(
            Parcel.of("a", 1, "two", 2, "p"),
            Parcel.of("a", 1, "three", 3, "q"),
            Parcel.of("a", 1, "one", 1, "r", "s"));

    assertThat(counts).isEqualTo(new WriteCounts(1, 0, 0, 2));
    assertThat(items()).containsExactly("0|q|3");
  }

  @Test
  void shouldFailWhenOneVersionInABatchHasTwoContents() {
    assertThatThrownBy(() -> write(Parcel.of("a", 1, "x", 5), Parcel.of("a", 1, "y", 5)))
        .isInstanceOf(VersionConflictException.class)
        .hasMessage(
            "Table parcel, row (sender=a, number=1, at=2025-05-01T00:00:00Z), version 5 has two"
                + " contents: two arrived in one batch. The same key and version must mean the same"
                + " bytes; look for the stage that writes this table and is not deterministic, or"
                + " for two runs writing into one database.");
  }

  @Test
  void shouldFailWhenAStoredVersionComesBackWithOtherContent() throws SQLException {
    write(Parcel.of("a", 1, "x", 5, "p"));

    assertThatThrownBy(() -> write(Parcel.of("a", 2, "other", 1), Parcel.of("a", 1, null, 5, "p")))
        .isInstanceOf(VersionConflictException.class)
        .hasMessageContaining(
            "Table parcel, row (sender=a, number=1, at=2025-05-01 00:00:00+00), version 5")
        .hasMessageContaining("note is x in the table and null in what arrived");
    assertThat(TestPostgres.query("SELECT number FROM parcel")).containsExactly("1");
  }

  @Test
  void shouldFailWhenAStoredVersionWithoutChildrenComesBackWithOtherContent() {
    copy.add(Parcel.TABLE_ALONE, Parcel.of("a", 1, "x", 5));
    copy.flush();
    copy.add(Parcel.TABLE_ALONE, Parcel.of("a", 1, "y", 5));

    assertThatThrownBy(() -> copy.flush())
        .isInstanceOf(VersionConflictException.class)
        .hasMessageContaining("note is x in the table and y in what arrived");
  }

  @Test
  void shouldMergeABatchInWhichOneKeyIsNotNew() throws SQLException {
    copy.add(Parcel.TABLE_ALONE, Parcel.of("a", 1, "x", 1));
    copy.add(Parcel.TABLE_ALONE, Parcel.of("b", 1, "x", 1));
    assertThat(copy.flush()).isEqualTo(new WriteCounts(2, 0, 0, 0));
    for (int batch = 2; batch < 40; batch++) {
      copy.add(Parcel.TABLE_ALONE, Parcel.of("new-" + batch, 1, "x", 1));
      copy.add(Parcel.TABLE_ALONE, Parcel.of("b", 1, "x", 1));
      copy.add(Parcel.TABLE_ALONE, Parcel.of("a", 1, "x", batch));
      copy.add(Parcel.TABLE_ALONE, Parcel.of("a", 1, "x", batch));
      assertThat(copy.flush()).isEqualTo(new WriteCounts(1, 1, 1, 1));
    }
    assertThat(TestPostgres.query("SELECT count(*), max(version) FROM parcel"))
        .containsExactly("40|39");
  }

  @Test
  void shouldCopyWhatIsLikelyNewAndMergeTheRest() throws SQLException {
    TableMapping<Parcel> guessed =
        Parcel.TABLE_ALONE.likelyNewWhere(parcel -> parcel.sender().startsWith("new"));
    copy.add(guessed, Parcel.of("a", 1, "x", 1));
    assertThat(copy.flush()).isEqualTo(new WriteCounts(1, 0, 0, 0));
    for (int batch = 2; batch < 40; batch++) {
      copy.add(guessed, Parcel.of("new-" + batch, 1, "x", 1));
      copy.add(guessed, Parcel.of("new-" + batch, 2, "x", 1));
      copy.add(guessed, Parcel.of("new-" + batch, 2, "x", 1));
      copy.add(guessed, Parcel.of("new-" + batch, 3, "x", 1));
      copy.add(guessed, Parcel.of("a", 1, "x", batch));
      copy.add(guessed, Parcel.of("a", 2, "x", 1));
      boolean wrong = batch < 30 && batch % 7 == 0; // Its key is there, however new it looks.
      if (wrong) {
        copy.add(guessed, Parcel.of("new-2", 1, "x", 1));
      }
      boolean first = batch == 2;
      assertThat(copy.flush())
          .isEqualTo(new WriteCounts(first ? 4 : 3, 1, (first ? 0 : 1) + (wrong ? 1 : 0), 1));
    }
    assertThat(TestPostgres.query("SELECT count(*), max(version) FROM parcel"))
        .containsExactly("116|39");
    copy.add(guessed, Parcel.of("new-40", 1, "x", 1));
    copy.add(guessed, Parcel.of("new-40", 2, "x", 1));
    copy.add(guessed, Parcel.of("new-40", 3, "x", 1));
    copy.add(guessed, Parcel.of("a", 1, "y", 39));
    assertThatThrownBy(() -> copy.flush())
        .isInstanceOf(VersionConflictException.class)
        .hasMessageContaining("note is x in the table and y in what arrived");
    assertThat(TestPostgres.query("SELECT count(*) FROM parcel")).containsExactly("116");
  }

  @Test
  void shouldFailWhenAStoredVersionComesBackWithOtherChildren() {
    write(Parcel.of("a", 1, "x", 5, "p", "q"));

    for (Parcel other :
        List.of(
            Parcel.of("a", 1, "x", 5, "p"),
            Parcel.of("a", 1, "x", 5, "p", "q", "r"),
            Parcel.of("a", 1, "x", 5, "p", "Q"))) {
      try (VersionedCopy fresh = new VersionedCopy(TestPostgres.database())) {
        fresh.add(Parcel.TABLE, other);
        assertThatThrownBy(fresh::flush)
            .isInstanceOf(VersionConflictException.class)
            .hasMessageContaining("of parcel_item differs");
      }
    }
    assertThat(write(Parcel.of("a", 1, "x", 5, "p", "q")).unchanged()).isEqualTo(1);
  }

  @Test
  void shouldGoOnAfterTheServerEndedTheSession() throws SQLException {
    write(Parcel.of("a", 1, "x", 1, "p"));
    copy.add(Parcel.TABLE, Parcel.of("a", 2, "y", 1, "q"));
    TestPostgres.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            + " AND usename = current_user");

    assertThat(copy.flush().inserted()).isEqualTo(1);
    assertThat(items()).containsExactly("0|p|1", "0|q|1");
  }

  @Test
  void shouldWriteWorkOfTheCallerInTheSameTransaction() throws SQLException {
    copy.add(Parcel.TABLE, Parcel.of("a", 1, "x", 1));
    assertThatThrownBy(
            () ->
                copy.flush(
                    connection -> {
                      throw new IllegalStateException("stop");
                    }))
        .hasMessage("stop");
    assertThat(TestPostgres.query("SELECT * FROM parcel")).isEmpty();

    copy.flush(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute("UPDATE parcel SET note = 'after'");
          }
        });
    assertThat(TestPostgres.query("SELECT note FROM parcel")).containsExactly("after");
  }

  @Test
  void shouldTryAgainAfterADeadlock() throws SQLException {
    write(Parcel.of("a", 1, "x", 1), Parcel.of("b", 1, "x", 1));
    try (Connection other = TestPostgres.database().open();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("UPDATE parcel SET note = 'locked' WHERE sender = 'b'");
      copy.add(Parcel.TABLE, Parcel.of("a", 1, "x", 2));
      copy.add(Parcel.TABLE, Parcel.of("b", 1, "x", 2));
      Thread writer = new Thread(() -> copy.flush());
      writer.start();
      while (TestPostgres.query("SELECT 1 FROM pg_locks WHERE NOT granted").isEmpty()) {
        Thread.yield();
      }
      try {
        statement.execute("UPDATE parcel SET note = 'locked' WHERE sender = 'a'");
        other.commit();
      } catch (SQLException deadlock) {
        other.rollback(); // one of the two was the victim
      }
      writer.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertThat(TestPostgres.query("SELECT sender, version FROM parcel ORDER BY 1"))
        .containsExactly("a|2", "b|2");
  }

  @Test
  void shouldSayWhatToDoWhenTheDatabaseIsNotThere() {
    String url = "jdbc:postgresql://127.0.0.1:1/commonwatt";
    try (VersionedCopy lost = new VersionedCopy(new Database(url, "someone", "secret", 2))) {
      lost.add(Parcel.TABLE, Parcel.of("a", 1, "x", 1));

      assertThatThrownBy(lost::flush)
          .isInstanceOf(DatabaseException.class)
          .hasMessageStartingWith(
              "Cannot write to " + url + " as 'someone' (attempt 2 of 2, SQLSTATE 08001): ")
          .hasMessageEndingWith("Check that PostgreSQL is running there and accepts connections.")
          .hasMessageNotContaining("secret");
      assertThat(lost.rows()).isEqualTo(1);
    }
  }

  @Test
  void shouldSayWhatToDoWhenTheSchemaIsMissing() throws SQLException {
    TestPostgres.reset();
    assertThatThrownBy(() -> write(Parcel.of("a", 1, "x", 1)))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("attempt 1 of 6, SQLSTATE 42P01")
        .hasMessageEndingWith(
            "The schema is missing or older than this release: run the migrations.");
  }

  @Test
  void shouldRefuseAUrlOfAnotherDatabaseAndMaskThePassword() {
    assertThatThrownBy(() -> Database.of("jdbc:h2:mem", "u", "p"))
        .hasMessage(
            "'jdbc:h2:mem' is no PostgreSQL URL; write jdbc:postgresql://host:port/database");
    assertThat(Database.of("jdbc:postgresql://h/d", EmbeddedPostgres.DATABASE, "secret").toString())
        .isEqualTo("Database[jdbc:postgresql://h/d, user commonwatt]");
  }

  @Test
  void shouldRefuseAMalformedUrl() {
    Database malformed = new Database("jdbc:postgresql://host:x/", "u", "p", 1);
    try (VersionedCopy lost = new VersionedCopy(malformed)) {
      assertThatThrownBy(lost::flush)
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("jdbc:postgresql://host:x/ as 'u'");
    }
  }

  /**
   * Random batches with duplicates, older versions and re-sends, over sessions that come and go.
   */
  @Test
  void shouldHoldWhatANaiveMapHolds() throws SQLException {
    long seed = Long.getLong("commonwatt.seed", 20250501L);
    System.out.println("VersionedCopyTest seed " + seed);
    Random random = new Random(seed);
    TreeMap<String, Parcel> twin = new TreeMap<>();
    WriteCounts counts = WriteCounts.NONE;
    long given = 0;
    for (int batch = 0; batch < 60; batch++) {
      int size = random.nextInt(120);
      for (int i = 0; i < size; i++) {
        Parcel parcel = randomParcel(random);
        copy.add(Parcel.TABLE, parcel);
        twin.merge(
            parcel.sender() + parcel.number(),
            parcel,
            (a, b) -> a.version() >= b.version() ? a : b);
        given++;
      }
      counts = counts.plus(copy.flush());
      if (random.nextInt(10) == 0) {
        copy.close();
        copy = new VersionedCopy(TestPostgres.database());
      }
      if (batch % 20 == 19) {
        assertSame(twin);
      }
    }
    assertThat(counts.total()).isEqualTo(given);
    assertThat(counts.inserted()).isEqualTo(twin.size());
  }

  /** A content that follows from key and version, as the law wants. */
  private static Parcel randomParcel(Random random) {
    String sender = List.of("ann", "bob", "chloé").get(random.nextInt(3));
    long number = random.nextInt(40) - 20;
    long version = random.nextInt(12);
    Random content = new Random(sender.hashCode() * 31L + number * 17 + version);
    String[] items = new String[content.nextInt(5)];
    for (int i = 0; i < items.length; i++) {
      items[i] = "item" + content.nextInt(3);
    }
    return Parcel.of(
        sender, number, content.nextBoolean() ? null : "note " + content.nextInt(), version, items);
  }

  private static void assertSame(TreeMap<String, Parcel> twin) throws SQLException {
    List<String> expected = twin.values().stream().map(VersionedCopyTest::text).sorted().toList();
    assertThat(
            TestPostgres.query(
                "SELECT sender || number || coalesce(note, '-') || version || coalesce((SELECT"
                    + " string_agg(i.name || i.grams || i.version, ',' ORDER BY ordinal) FROM"
                    + " parcel_item i WHERE i.sender = p.sender AND i.number = p.number), '')"
                    + " FROM parcel p"))
        .containsExactlyInAnyOrderElementsOf(expected);
    long items = twin.values().stream().mapToLong(parcel -> parcel.items().size()).sum();
    assertThat(TestPostgres.query("SELECT count(*) FROM parcel_item"))
        .containsExactly(Long.toString(items));
  }

  private static String text(Parcel parcel) {
    return parcel.sender()
        + parcel.number()
        + (parcel.note() == null ? "-" : parcel.note())
        + parcel.version()
        + String.join(
            ",",
            parcel.items().stream()
                .map(item -> item.name() + item.grams() + parcel.version())
                .toList());
  }

  private WriteCounts write(Parcel... parcels) {
    for (Parcel parcel : parcels) {
      copy.add(Parcel.TABLE, parcel);
    }
    return copy.flush();
  }

  private static List<String> items() throws SQLException {
    return TestPostgres.query(
        "SELECT ordinal, name, version FROM parcel_item ORDER BY sender, number, ordinal");
  }
}
