package io.commonwatt.app.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.app.demo.Pipeline;
import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.grid.AggregatedMeasure;
import io.commonwatt.contracts.ledger.LedgerEntry;
import io.commonwatt.contracts.ledger.Posting;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.contracts.reading.Quality;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.ReadingEdit;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.forecasting.ForecastSettings;
import io.commonwatt.ingestion.door.DoorSource;
import io.commonwatt.ingestion.door.DoorSources;
import io.commonwatt.ingestion.door.OpenOptions;
import io.commonwatt.ingestion.simulator.CommunitySimulator;
import io.commonwatt.ingestion.simulator.SimulationSettings;
import io.commonwatt.ledger.LedgerVerifier;
import io.commonwatt.market.coordination.MarketSettings;
import io.commonwatt.streams.vee.VeeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is learnt of an interval after it was settled goes all the way: validated reading, sums,
 * settlement, ledger.
 */
class CorrectionTest {

  @TempDir static Path folder;

  private static final List<Travelling> received = new ArrayList<>();

  private static List<Travelling> uncorrected;
  private static DoorSource source;
  private static RawReading target;
  private static Instant later;

  /** A clean reading of the second day, and a time when its hour is settled. */
  @BeforeAll
  static void choose() throws Exception {
    Path files = folder.resolve("files");
    CommunitySimulator.write(SimulationSettings.of(3, 3, 7), files);
    source = DoorSources.open(files, OpenOptions.all(7));
    source.records().forEachRemaining(received::add);
    Instant noon = source.from().plus(Duration.ofHours(36));
    later = source.to().plus(Duration.ofHours(6));
    uncorrected = run(received);
    target =
        all(uncorrected, ValidatedReading.class).stream()
            .filter(row -> row.start().equals(noon) && row.quality() == Quality.VALID)
            .flatMap(
                row ->
                    received.stream()
                        .filter(RawReading.class::isInstance)
                        .map(RawReading.class::cast)
                        .filter(
                            raw ->
                                raw.meter().equals(row.meter())
                                    && raw.channel() == row.channel()
                                    && raw.start().equals(noon)))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void shouldCorrectWhatWasSettledWhenAReadingIsEdited() {
    ValidatedReading before = last(validated(uncorrected));
    long edited = before.energyWh() + 700;
    List<Travelling> records = new ArrayList<>(received);
    records.add(
        new ReadingEdit(
            "edit-1",
            before.usagePoint(),
            before.channel(),
            before.start(),
            before.lengthSeconds(),
            edited,
            "",
            "agreed",
            "anna",
            "the customer sent a photograph",
            later,
            target.placement()));

    List<Travelling> rows = run(records);

    ValidatedReading after = last(validated(rows));
    assertThat(after.energyWh()).isEqualTo(edited);
    assertThat(after.quality()).isEqualTo(Quality.EDITED);
    assertThat(after.method()).isEqualTo("agreed");
    assertThat(after.rawWh()).isEqualTo(before.rawWh());
    assertThat(after.version()).isGreaterThan(before.version());
    assertThat(all(rows, RawReading.class)).contains(target);
    assertCorrected(rows, edited - before.energyWh());
  }

  @Test
  void shouldCorrectWhatWasSettledWhenAReadingComesLate() {
    List<Travelling> records = new ArrayList<>(received);
    records.removeIf(
        record ->
            record instanceof RawReading raw
                && raw.meter().equals(target.meter())
                && raw.channel() == target.channel()
                && raw.start().equals(target.start()));
    long estimate = last(validated(run(records))).energyWh();
    records.add(
        new RawReading(
            target.source(),
            "late",
            0,
            target.meter(),
            target.channel(),
            target.start(),
            target.lengthSeconds(),
            estimate + 400,
            0,
            target.unit(),
            0,
            "",
            later,
            target.placement()));

    List<Travelling> rows = run(records);

    assertThat(last(validated(rows)).energyWh()).isEqualTo(estimate + 400);
    assertThat(last(validated(rows)).rawWh()).isEqualTo(estimate + 400);
    assertCorrected(rows, 400);
  }

  /** The hour was settled before and is settled anew, by so much, and so are sums and books. */
  private static void assertCorrected(List<Travelling> rows, long moreWh) {
    Instant hour = target.start();
    List<AggregatedMeasure> sums =
        all(rows, AggregatedMeasure.class).stream()
            .filter(
                sum ->
                    sum.level() == AggregatedMeasure.Level.COMMUNITY
                        && sum.channel() == target.channel()
                        && sum.start().equals(hour))
            .toList();
    assertThat(change(sums, later, AggregatedMeasure::energyWh)).isEqualTo(moreWh);
    List<Settlement> settlements =
        all(rows, Settlement.class).stream()
            .filter(one -> one.start().equals(hour) && one.strategy().equals("tariff"))
            .toList();
    long sign =
        switch (target.channel()) {
          case CONSUMPTION, IMPORT -> 1;
          case GENERATION, EXPORT -> -1;
        };
    assertThat(change(settlements, later, Settlement::netWh)).isEqualTo(sign * moreWh);
    long bill = change(settlements, later, Settlement::billMicroCent);
    assertThat(bill).isNotZero();

    List<LedgerEntry> entries = all(rows, LedgerEntry.class);
    LedgerEntry correction =
        last(
            entries.stream().filter(e -> e.settlementId().equals(last(settlements).id())).toList());
    assertThat(correction.settlementVersion()).isEqualTo(last(settlements).version());
    assertThat(correction.knownAt()).isAfterOrEqualTo(later);
    assertThat(correction.postings().stream().mapToLong(Posting::amountMicroCent).sum()).isZero();
    assertThat(
            correction.postings().stream()
                .filter(posting -> posting.account().startsWith("member:"))
                .mapToLong(Posting::amountMicroCent)
                .sum())
        .isEqualTo(bill);
    LedgerVerifier.Verification verified = LedgerVerifier.verify(inBooks(entries).iterator());
    assertThat(verified.verified()).as(verified.toString()).isTrue();
  }

  /** What the last version changed of the one before, which was there before that time. */
  private static <T extends Travelling> long change(
      List<T> versions, Instant time, ToLongFunction<T> of) {
    T after = last(versions);
    T before = versions.get(versions.size() - 2);
    assertThat(after.knownAt()).isAfterOrEqualTo(time);
    assertThat(before.knownAt()).isBefore(time);
    return of.applyAsLong(after) - of.applyAsLong(before);
  }

  private static List<LedgerEntry> inBooks(List<LedgerEntry> entries) {
    List<LedgerEntry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparing(LedgerEntry::book).thenComparingLong(LedgerEntry::sequence));
    return sorted;
  }

  private static List<ValidatedReading> validated(List<Travelling> rows) {
    return all(rows, ValidatedReading.class).stream()
        .filter(
            row ->
                row.meter().equals(target.meter())
                    && row.channel() == target.channel()
                    && row.start().equals(target.start()))
        .toList();
  }

  private static <T> List<T> all(List<Travelling> rows, Class<T> type) {
    return rows.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }

  private static List<Travelling> run(List<Travelling> records) {
    List<Travelling> rows = new ArrayList<>();
    new PlainRun(
            new Registry(source.communityFile()),
            VeeSettings.defaults(),
            ForecastSettings.startingAt(source.from()),
            MarketSettings.defaults(),
            Pipeline.LEDGER,
            rows::add)
        .run(records.iterator(), source.from(), later.plus(Duration.ofHours(3)));
    return rows;
  }
}
