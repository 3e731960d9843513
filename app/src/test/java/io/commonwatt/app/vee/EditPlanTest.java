package io.commonwatt.app.vee;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.app.demo.Databases;
import io.commonwatt.app.plain.StoredRows;
import io.commonwatt.app.vee.EditPlan.Action;
import io.commonwatt.app.vee.EditPlan.Kind;
import io.commonwatt.app.vee.ExceptionList.Filter;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Origin;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.contracts.reading.ReadingException;
import io.commonwatt.contracts.reading.ReadingException.Fate;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.ingestion.format.EditValue;
import io.commonwatt.runtime.EmbeddedPostgres;
import io.commonwatt.runtime.PostgresOptions;
import io.commonwatt.storage.jdbc.SchemaMigrator;
import io.commonwatt.wire.jdbc.Database;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bulk edits from a real database. */
class EditPlanTest {

  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final Filter ALL = new Filter(null, null, null, null, null, null, null);

  @TempDir static Path folder;

  private static EmbeddedPostgres postgres;
  private static Connection connection;

  @BeforeAll
  static void store() throws Exception {
    postgres =
        EmbeddedPostgres.start(folder.resolve("pg"), PostgresOptions.defaults().withFsync(false));
    SchemaMigrator.migrate(Databases.of(postgres.jdbcUrl()));
    try (StoredRows rows = new StoredRows(Database.of(postgres.jdbcUrl(), "commonwatt", ""))) {
      // A week before by local time, which changed its clocks on 30 March.
      rows.accept(row("2025-03-25T10:00:00Z", 300L, 300L, Quality.VALID));
      rows.accept(row("2025-04-01T08:30:00Z", 100L, 100L, Quality.VALID));
      rows.accept(row("2025-04-01T09:00:00Z", 9000L, 9000L, Quality.QUESTIONABLE));
      rows.accept(row("2025-04-01T09:30:00Z", 200L, null, Quality.ESTIMATED_LINEAR));
      rows.accept(row("2025-04-01T10:00:00Z", 401L, 401L, Quality.VALID));
      rows.accept(row("2025-04-02T10:00:00Z", 70L, 60L, Quality.EDITED));
      rows.accept(said("2025-04-01T09:00:00Z", "unit", Fate.FLAGGED, "2025-04-01T10:00:00Z"));
      rows.accept(said("2025-04-01T09:00:00Z", "spike", Fate.FLAGGED, "2025-04-01T10:00:00Z"));
      rows.accept(said("2025-04-01T09:30:00Z", "gap", Fate.ESTIMATED, "2025-04-02T10:00:00Z"));
      rows.accept(
          said("2025-04-01T08:30:00Z", "duplicate", Fate.DUPLICATE, "2025-04-02T10:00:00Z"));
      rows.accept(said("2025-04-02T10:00:00Z", "spike", Fate.FLAGGED, "2025-04-12T10:00:00Z"));
    }
    connection = DriverManager.getConnection(postgres.jdbcUrl());
  }

  @AfterAll
  static void stop() throws Exception {
    connection.close();
    postgres.close();
  }

  @Test
  void shouldWorkOutWhatEachIntervalGets() throws Exception {
    assertThat(values(plan(Kind.SET, "50"))).containsExactly(50L, 50L);
    assertThat(values(plan(Kind.ACCEPT, null))).containsExactly(9000L);
    assertThat(values(plan(Kind.SCALE, "0.0105"))).containsExactly(94L);
    assertThat(values(plan(Kind.INTERPOLATE, null))).containsExactly(200L, 301L);
    assertThat(values(plan(Kind.LIKE_DAY, null))).containsExactly(300L);
    EditPlan withdrawn = plan(Kind.WITHDRAW, null);
    assertThat(withdrawn.lines()).hasSize(1);
    assertThat(withdrawn.lines().get(0).edit().energyWh()).isNull();
    assertThat(withdrawn.lines().get(0).newWh()).isEqualTo(60);
  }

  @Test
  void shouldSayWhatItLeavesAndWhatBecomesOfTheEnergy() throws Exception {
    EditPlan plan = plan(Kind.INTERPOLATE, null);
    assertThat(plan.left())
        .extracting(EditPlan.Left::why)
        .containsExactly("it is edited; withdraw that first");
    Map<String, Object> document = plan.document(1);
    assertThat(document)
        .containsEntry("edits", 2)
        .containsEntry("left", 1)
        .containsEntry("oldWh", 9200L)
        .containsEntry("newWh", 501L);
    assertThat((List<?>) document.get("intervals")).hasSize(1);
    assertThat(plan.text(10)).endsWith("2 intervals edited, 1 left; 9200 Wh become 501 Wh");
    EditValue first = plan.edits().get(0);
    assertThat(first.method()).isEqualTo("linear");
    assertThat(first.rule()).isEqualTo("spike");
    assertThat(EditPlan.of(connection, plan.edits()).document(0))
        .containsEntry("oldWh", 9200L)
        .containsEntry("newWh", 501L);
    assertThat(plan(Kind.ACCEPT, null).left())
        .extracting(EditPlan.Left::why)
        .contains("nothing was received");
    assertThat(plan(Kind.LIKE_DAY, null).left())
        .extracting(EditPlan.Left::why)
        .contains("none of the last four like days is good at that time");
  }

  @Test
  void shouldSelectAsTheWorkListDoes() throws Exception {
    Action action = new Action(Kind.SET, BigDecimal.ONE, "anna", "why");
    for (Filter none :
        List.of(
            new Filter("range", null, null, null, null, null, null),
            new Filter(null, "f-2", null, null, null, null, null),
            new Filter(null, null, "m-2", null, null, null, null),
            new Filter(null, null, null, "export", null, null, null),
            new Filter(null, null, null, null, Instant.parse("2025-04-03T00:00:00Z"), null, null),
            new Filter(null, null, null, null, null, Instant.parse("2025-04-01T00:00:00Z"), null),
            new Filter(null, null, null, null, null, null, 12))) {
      assertThat(EditPlan.of(connection, none, action, LONDON).lines()).as("%s", none).isEmpty();
      assertThat((List<?>) ExceptionList.of(connection, none, 9).get("exceptions")).isEmpty();
    }
    for (Filter some :
        List.of(
            new Filter("unit", "f-1", "m-1", "import", null, null, 11),
            new Filter("gap", null, "home-1", null, null, null, null))) {
      assertThat(EditPlan.of(connection, some, action, LONDON).lines()).as("%s", some).hasSize(1);
      assertThat((List<?>) ExceptionList.of(connection, some, 9).get("exceptions")).hasSize(1);
    }
  }

  @Test
  void shouldCountTheWorkListByRuleAgeAndFeeder() throws Exception {
    Map<String, Object> list = ExceptionList.of(connection, ALL, 2);
    assertThat(list.get("byRule").toString()).contains("rule=spike", "rule=gap");
    assertThat(list.get("byAge").toString())
        .isEqualTo("[{age=under 1 day, count=1}, {age=7 to 30 days, count=4}]");
    assertThat(list.get("byFeeder").toString()).isEqualTo("[{feeder=f-1, count=5}]");
    assertThat((List<?>) list.get("exceptions")).hasSize(2);
    assertThat(ExceptionList.text(list)).contains("4  7 to 30 days", "5  f-1");
  }

  private static EditPlan plan(Kind kind, String number) throws Exception {
    BigDecimal parsed = number == null ? null : new BigDecimal(number);
    return EditPlan.of(connection, ALL, new Action(kind, parsed, "anna", "why"), LONDON);
  }

  private static List<Long> values(EditPlan plan) {
    return plan.edits().stream().map(EditValue::energyWh).toList();
  }

  private static ValidatedReading row(String start, Long wh, Long rawWh, Quality quality) {
    Instant at = Instant.parse(start);
    return new ValidatedReading(
        "home-1",
        "c-1",
        "f-1",
        Channel.IMPORT,
        at,
        1800,
        wh,
        rawWh,
        rawWh == null ? Origin.ESTIMATED : Origin.MEASURED,
        quality,
        List.of(),
        "",
        "m-1",
        1,
        at.plusSeconds(1800),
        "c-1");
  }

  private static ReadingException said(String start, String rule, Fate fate, String known) {
    return new ReadingException(
        "home-1",
        "c-1",
        "f-1",
        "m-1",
        Channel.IMPORT,
        Instant.parse(start),
        1800,
        rule,
        fate,
        "why",
        "file#1",
        Instant.parse(known),
        "c-1");
  }
}
