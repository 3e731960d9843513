package io.commonwatt.forecasting;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.codec.RecordCodec;
import io.commonwatt.contracts.forecast.Forecast;
import io.commonwatt.contracts.forecast.ForecastModel;
import io.commonwatt.contracts.forecast.ForecastScore;
import io.commonwatt.contracts.step.Step;
import io.commonwatt.forecasting.data.LateArrivals;
import io.commonwatt.forecasting.data.SyntheticCommunity;
import io.commonwatt.forecasting.data.TestCommunity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeterminismTest {

  private static final Instant FROM = Instant.parse("2025-05-01T00:00:00Z");
  private static final int DAYS = 18;
  private static final int HOMES =
      System.getProperty("commonwatt.size", "ci").equals("full") ? 22 : 9;
  private static final long SEED = 3;

  private static TestCommunity community;
  private static List<Travelling> records;
  private static List<String> expected;

  @BeforeAll
  static void runInOrder() {
    System.out.println("seed " + SEED);
    community = SyntheticCommunity.make(HOMES, FROM, DAYS, SEED);
    records = LateArrivals.of(community.records, SEED);
    List<Travelling> plain = new ArrayList<>();
    new ForecastChain(community.registry(), ForecastSettings.startingAt(FROM))
        .run(records, FROM, FROM.plus(Duration.ofDays(DAYS)), plain::add);
    expected = bytes(plain);
    assertThat(plain).hasAtLeastOneElementOfType(Forecast.class);
    assertThat(plain).hasAtLeastOneElementOfType(ForecastModel.class);
    assertThat(plain).hasAtLeastOneElementOfType(ForecastScore.class);
    assertThat(plain.stream().map(record -> record.id() + record.version()))
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldEmitTheSameBytesWhenADayArrivesShuffled() {
    for (long seed : new long[] {SEED, SEED + 1}) {
      ForecastChain chain = chain(UnaryOperator.identity());
      List<Travelling> found = new ArrayList<>();
      Instant at = FROM;
      for (int day = 0; day <= DAYS; day++) {
        Instant after = at;
        Instant through = FROM.plus(Duration.ofDays(day));
        List<Travelling> inputs = new ArrayList<>();
        for (Travelling each : records) {
          boolean known = !each.knownAt().isAfter(through);
          if (known && (day == 0 || each.knownAt().isAfter(through.minus(Duration.ofDays(1))))) {
            inputs.add(each);
          }
        }
        Collections.shuffle(inputs, new Random(seed));
        inputs.forEach(chain::file);
        for (at = after; !at.isAfter(through); at = at.plus(Duration.ofHours(1))) {
          chain.advance(at, found::add);
        }
      }
      assertThat(bytes(found)).isEqualTo(expected);
    }
  }

  @Test
  void shouldEmitTheSameBytesAfterEveryRestart() {
    ForecastChain chain = chain(step -> new RoundTrips<>(step, 5));
    List<Travelling> found = new ArrayList<>();
    chain.run(records, FROM, FROM.plus(Duration.ofDays(DAYS)), found::add);
    assertThat(bytes(found)).isEqualTo(expected);
  }

  @Test
  void shouldNotChangeWhatWasForecastByWhatIsKnownLater() {
    Instant until = FROM.plus(Duration.ofDays(15));
    List<Travelling> known =
        records.stream().filter(record -> !record.knownAt().isAfter(until)).toList();
    List<Travelling> found = new ArrayList<>();
    chain(UnaryOperator.identity()).run(known, FROM, until, found::add);
    assertThat(expected.subList(0, found.size())).isEqualTo(bytes(found));
  }

  private static ForecastChain chain(UnaryOperator<Step<?>> around) {
    return new ForecastChain(community.registry(), ForecastSettings.startingAt(FROM), around);
  }

  private static List<String> bytes(List<Travelling> records) {
    List<String> bytes = new ArrayList<>();
    for (Travelling record : records) {
      byte[] encoded = RecordCodec.standard().encode(record);
      bytes.add(record.id() + ' ' + HexFormat.of().formatHex(encoded));
    }
    return bytes;
  }
}
