package io.commonwatt.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.storage.Samples;
import io.commonwatt.storage.TestStorage;
import io.commonwatt.wire.jdbc.VersionedCopy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DigestTest {

  private static final int IDENTITIES = 30;

  /** What the log holds: which record of which topic. */
  private record Delivery(Topic<?> topic, long identity, int revision) {}

  @BeforeEach
  void migrate() throws SQLException {
    TestStorage.reset();
  }

  @Test
  void shouldBeTheSameForTheSameLogInAnyOrderAndBatching() throws SQLException {
    long seed = Long.getLong("commonwatt.seed", 7L);
    System.out.println("DigestTest seed " + seed);
    Random random = new Random(seed);
    List<Delivery> log = log(random);
    deliver(log, Integer.MAX_VALUE);
    Digest expected = digest();
    assertThat(expected.tables().get("market_settlement_member").rows()).isPositive();

    for (int run = 0; run < 3; run++) {
      TestStorage.reset();
      List<Delivery> shuffled = new ArrayList<>(log);
      Collections.shuffle(shuffled, random);
      deliver(shuffled, 50 + random.nextInt(400));
      deliver(shuffled.subList(0, random.nextInt(shuffled.size())), 333); // read once more
      assertThat(digest()).isEqualTo(expected);
    }
  }

  @Test
  void shouldSeeOneChangedBit() throws SQLException {
    deliver(log(new Random(1)), 500);
    Digest before = digest();
    TestStorage.execute(
        "UPDATE market_settlement_member SET fees_micro_cent = fees_micro_cent # 1 WHERE ctid ="
            + " (SELECT min(ctid) FROM market_settlement_member)");
    Digest after = digest();

    assertThat(after.digest()).isNotEqualTo(before.digest());
    assertThat(after.tables().get("market_settlement_member"))
        .isNotEqualTo(before.tables().get("market_settlement_member"));
    assertThat(after.tables().get("market_settlement"))
        .isEqualTo(before.tables().get("market_settlement"));
  }

  @Test
  void shouldLeaveOutTheRunAndWhatWasMeasured() throws SQLException {
    deliver(log(new Random(1)), 500);
    Digest before = digest();
    TestStorage.execute(
        "INSERT INTO run_info VALUES ('host', 'another')",
        "INSERT INTO run_progress VALUES ('price.v1', 0, now(), true)",
        "INSERT INTO run_progress_writer VALUES ('price.v1', 0, 'a/0', 1, now(), true)",
        "ALTER TABLE dispatch_schedule ADD COLUMN measured_millis bigint",
        "UPDATE dispatch_schedule SET measured_millis = 17");
    Digest after = digest();

    assertThat(after.digest()).isEqualTo(before.digest());
    assertThat(after.excluded())
        .contains("flyway_history_core", "run_info", "run_progress", "run_progress_writer");
    assertThat(after.tables()).hasSize(35).doesNotContainKey("run_info");
  }

  @Test
  void shouldNotDependOnTheOrderRowsWereWrittenNorOnThePlanner() throws SQLException {
    deliver(log(new Random(1)), 500);
    Digest before = digest();
    TestStorage.execute(
        "CREATE TABLE copied AS SELECT * FROM price ORDER BY random()",
        "DELETE FROM price",
        "INSERT INTO price SELECT * FROM copied",
        "DROP TABLE copied");
    assertThat(digest()).isEqualTo(before);
  }

  @Test
  void shouldRefuseATableWithoutAnOrder() throws SQLException {
    TestStorage.execute("CREATE TABLE heap (a bigint)");
    assertThatThrownBy(DigestTest::digest)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Table 'heap' has no primary key, so that its rows have no order; give it one or"
                + " exclude it from the digest");
  }

  private static List<Delivery> log(Random random) {
    List<Delivery> log = new ArrayList<>();
    for (Topic<?> topic : Topics.listAll()) {
      for (long identity = 0; identity < IDENTITIES; identity++) {
        int revisions = Samples.hasRevisions(topic) ? 1 + random.nextInt(4) : 1;
        for (int revision = 0; revision < revisions; revision++) {
          for (int times = random.nextInt(3); times >= 0; times--) {
            log.add(new Delivery(topic, identity, revision));
          }
        }
      }
    }
    return log;
  }

  private static void deliver(List<Delivery> log, int batch) {
    try (VersionedCopy copy = new VersionedCopy(TestStorage.database())) {
      for (Delivery delivery : log) {
        add(copy, delivery.topic(), delivery);
        if (copy.rows() >= batch) {
          copy.flush();
        }
      }
      copy.flush();
    }
  }

  private static <T extends Travelling> void add(
      VersionedCopy copy, Topic<T> topic, Delivery delivery) {
    copy.add(
        Tables.of(topic),
        Samples.of(topic, Tables.of(topic).keyNames(), delivery.identity(), delivery.revision()));
  }

  private static Digest digest() throws SQLException {
    try (Connection connection = TestStorage.dataSource().getConnection()) {
      return Digest.compute(connection);
    }
  }
}
