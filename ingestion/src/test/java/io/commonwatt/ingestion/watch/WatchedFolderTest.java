package io.commonwatt.ingestion.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.reading.Import;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.ReadingEdit;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.ingestion.door.live.LiveCommunity;
import io.commonwatt.ingestion.door.live.LiveIntake;
import io.commonwatt.ingestion.door.live.LiveSettings;
import io.commonwatt.ingestion.door.live.MemoryLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFolderTest {

  private static final LiveSettings SETTINGS =
      new LiveSettings(
          Duration.ofMillis(2), Duration.ofMinutes(1), Duration.ofMillis(20), 200_000, 50_000);

  @TempDir Path folder;

  private final MemoryLog.Store store = new MemoryLog.Store();

  @Test
  void shouldTakeFilesInOnceAndMoveThemAway() throws Exception {
    String file = nem12("up-3");
    try (LiveIntake intake = intake();
        WatchedFolder watched = watch(intake)) {
      arrive("a.csv", file);
      arrive("copy.csv", file);
      arrive("half.csv", file.substring(0, 150));
      arrive("other.csv.part", file);
      arrive("packed.zip", "");
      zip(folder.resolve("packed.tmp"), nem12("up-4"), nem12("stranger"));
      Files.move(
          folder.resolve("packed.tmp"),
          folder.resolve("in/packed.zip"),
          StandardCopyOption.REPLACE_EXISTING);
      awaitEmpty(watched);
      arrive("a.csv", nem12("up-5"));
      awaitEmpty(watched);
    }
    assertThat(store.all(RawReading.class)).hasSize(3 * 48);
    assertThat(store.all(Import.class)).hasSize(4);
    assertThat(names("done")).hasSize(4).contains("a.csv", "copy.csv", "packed.zip");
    assertThat(names("refused")).containsExactly("half.csv", "half.csv.error.json");
    assertThat(Files.readString(folder.resolve("refused/half.csv.error.json")))
        .contains("\"document\" : \"half.csv\"", "\"code\" : \"nem12-", "\"line\" :");
    assertThat(names("in")).containsExactly("other.csv.part");
  }

  @Test
  void shouldGoOnWithAFileWhosePartsWereTakenIn() throws Exception {
    Path file = folder.resolve("year.json");
    int readings = 2 * FileImporter.PART_VALUES + 100;
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < readings; i++) {
      lines
          .append("{\"meter\":\"m-1\",\"channel\":\"consumption\",\"start\":\"")
          .append(LiveCommunity.FROM.plusSeconds(900L * i))
          .append("\",\"lengthSeconds\":900,\"value\":1,\"unit\":\"Wh\"}\n");
    }
    Files.writeString(file, lines);
    try (LiveIntake intake = intake()) {
      store.commitsToFail.set(0);
      List<FileReport> first = ingest(intake, file);
      assertThat(first.get(0).readings()).isEqualTo(readings);
      assertThat(first.get(0).format()).isEqualTo("json");
    }
    // As if the process had died after the first part.
    List<Object> kept = new ArrayList<>(store.committed);
    int end = kept.indexOf(store.all(Import.class).get(1)) + 1;
    store.committed.subList(end, store.committed.size()).clear();
    try (LiveIntake intake = intake()) {
      FileReport resumed = ingest(intake, file).get(0);
      assertThat(resumed.duplicate()).isFalse();
      assertThat(resumed.readings()).isEqualTo(readings);
      assertThat(ingest(intake, file).get(0).duplicate()).isTrue();
    }
    assertThat(store.all(RawReading.class)).hasSize(readings).doesNotHaveDuplicates();
    assertThat(store.all(RawReading.class).get(readings - 1).id()).endsWith("#" + (readings - 1));
  }

  @Test
  void shouldTakeEditsInOnceAndStampThem() throws Exception {
    String table =
        """
        meter,channel,start,end,lengthSeconds,action,energyWh,rule,editor,reason
        m-1,consumption,2026-01-01T00:00:00Z,2026-01-01T01:00:00Z,1800,set,120,spike,anna,called
        up-2,consumption,2026-01-01T00:00:00Z,,1800,withdraw,,,anna,wrong home
        nobody,consumption,2026-01-01T00:00:00Z,,1800,set,7,,anna,called
        """;
    Path file = Files.writeString(folder.resolve("edits.csv"), table);
    Path bad = Files.writeString(folder.resolve("bad.csv"), table.replace("withdraw", "scale"));
    List<FileReport> tried = new ArrayList<>();
    FileIngest.dryRun(
        List.of(file), FileOptions.auto("files"), LiveCommunity.registry(10), tried::add);
    assertThat(tried.get(0).readings()).isEqualTo(3);
    assertThat(tried.get(0).rejected()).isEqualTo(1);
    try (LiveIntake intake = intake()) {
      assertThat(ingest(intake, bad).get(0).error()).startsWith("bad.csv:3: edit-action: ");
      assertThat(store.all(ReadingEdit.class)).isEmpty();
      FileReport taken = ingest(intake, file).get(0);
      assertThat(taken.format()).isEqualTo("edits");
      assertThat(taken.readings()).isEqualTo(3);
      assertThat(taken.rejected()).isEqualTo(1);
      assertThat(ingest(intake, file).get(0).duplicate()).isTrue();
    }
    List<ReadingEdit> edits = store.all(ReadingEdit.class);
    assertThat(edits).extracting(ReadingEdit::usagePoint).containsExactly("up-1", "up-1", "up-2");
    assertThat(edits).extracting(ReadingEdit::energyWh).containsExactly(120L, 120L, null);
    assertThat(edits).extracting(ReadingEdit::placement).containsOnly("c-0");
    assertThat(edits)
        .allMatch(edit -> !edit.knownAt().isBefore(LiveCommunity.FROM.plusSeconds(86_400)));
    assertThat(edits.get(1).editId()).startsWith("sha256:").endsWith("#000000001");
    assertThat(store.all(Rejection.class)).hasSize(1);
    assertThat(new String(store.all(Rejection.class).get(0).raw(), StandardCharsets.UTF_8))
        .contains("\"action\":\"set\",\"energyWh\":7");
  }

  @Test
  void shouldSayWhatADryRunWouldTakeIn() throws Exception {
    Path good = Files.writeString(folder.resolve("good.csv"), nem12("up-1"));
    Path unknown = Files.writeString(folder.resolve("unknown.csv"), nem12("stranger"));
    Path bad = Files.writeString(folder.resolve("bad.csv"), "100,NEM12\n300,what\n");
    List<FileReport> reports = new ArrayList<>();
    FileIngest.dryRun(
        List.of(good, unknown, bad, folder.resolve("missing")),
        FileOptions.auto("files"),
        LiveCommunity.registry(10),
        reports::add);
    assertThat(reports).extracting(FileReport::readings).containsExactly(48L, 0L, 0L, 0L);
    assertThat(reports).extracting(FileReport::rejected).containsExactly(0L, 48L, 0L, 0L);
    assertThat(reports.get(0).totalWh()).isEqualByComparingTo("24000");
    assertThat(reports.get(2).error()).startsWith("bad.csv:");
    assertThat(reports.get(3).error()).contains("file-unreadable");
  }

  private List<FileReport> ingest(LiveIntake intake, Path file) throws InterruptedException {
    List<FileReport> reports = new ArrayList<>();
    FileIngest.run(List.of(file), FileOptions.auto("files"), intake, reports::add);
    return reports;
  }

  private LiveIntake intake() {
    return LiveIntake.start(
        () -> new MemoryLog(store),
        LiveCommunity.registry(10),
        () -> LiveCommunity.FROM.plusSeconds(86_400),
        SETTINGS);
  }

  private WatchedFolder watch(LiveIntake intake) {
    return WatchedFolder.open(
        new WatchedFolderSettings(
            folder, FileOptions.auto("folder"), Duration.ofMillis(60), Duration.ofMillis(20)),
        intake,
        InstantSource.system());
  }

  private void arrive(String name, String content) throws IOException {
    Path in = Files.createDirectories(folder.resolve("in"));
    Files.writeString(in.resolve(name), content);
  }

  private static void awaitEmpty(WatchedFolder watched) throws Exception {
    for (int i = 0; i < 500 && watched.waiting() > 0; i++) {
      Thread.sleep(20);
    }
    assertThat(watched.waiting()).isZero();
  }

  private List<String> names(String place) throws IOException {
    try (var files = Files.list(folder.resolve(place))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void zip(Path file, String... documents) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < documents.length; i++) {
        zip.putNextEntry(new ZipEntry("document-" + i + ".csv"));
        zip.write(documents[i].getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
  }

  static String nem12(String nmi) {
    return "100,NEM12,202601020000,MDP,RET\n200,"
        + nmi
        + ",B1E1,1,E1,N1,serial,kWh,30,\n300,20260101"
        + ",0.5".repeat(48)
        + ",A,,,20260102000000,\n900\n";
  }
}
