package io.commonwatt.market.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.Tariff;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.market.observation.Hours;
import io.commonwatt.market.observation.PriceBook;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TariffsTest {

  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final List<Tariff.Band> NIGHT_AND_DAY =
      List.of(new Tariff.Band(0, 10), new Tariff.Band(7 * 60, 30), new Tariff.Band(23 * 60, 10));

  @Test
  void pitfall05ShouldFollowLocalTimeOnDaysOf23And25Hours() {
    Tariffs tariffs = new Tariffs(registry(bands(NIGHT_AND_DAY)), new PriceBook(), "spot");

    assertThat(pricesOf(tariffs, LocalDate.of(2025, 3, 29))).hasSize(24).containsOnly(10L, 30L);
    assertThat(dearHours(tariffs, LocalDate.of(2025, 3, 29))).isEqualTo(16);
    assertThat(pricesOf(tariffs, LocalDate.of(2025, 3, 30))).hasSize(23);
    assertThat(dearHours(tariffs, LocalDate.of(2025, 3, 30))).isEqualTo(16);
    assertThat(pricesOf(tariffs, LocalDate.of(2025, 10, 26))).hasSize(25);
    assertThat(dearHours(tariffs, LocalDate.of(2025, 10, 26))).isEqualTo(16);
    // Night ends at 07:00 on the wall, an hour of UTC apart in winter and summer.
    assertThat(price(tariffs, "2025-03-29T06:00:00Z")).isEqualTo(10);
    assertThat(price(tariffs, "2025-03-29T07:00:00Z")).isEqualTo(30);
    assertThat(price(tariffs, "2025-03-30T06:00:00Z")).isEqualTo(30);
  }

  @Test
  void shouldFollowTheMarketWithAnAdder() {
    PriceBook book = new PriceBook();
    Instant start = Instant.parse("2025-05-01T00:00:00Z");
    book.file(new Price("spot", start, 3600, "EUR", 12_000, 4_000, 0, start));
    Tariff follows = tariff(List.of(), "spot", 9_000, 5_000, true, Instant.MIN, Instant.MAX);
    Tariff fixedExport = tariff(List.of(), "spot", 9_000, 5_000, false, Instant.MIN, Instant.MAX);

    assertThat(new Tariffs(registry(follows), book, "spot").priceAt("h", Hours.of(start)))
        .isEqualTo(new RetailPrice(21_000, 4_000, 6, 1));
    assertThat(new Tariffs(registry(fixedExport), book, "spot").priceAt("h", Hours.of(start)))
        .isEqualTo(new RetailPrice(21_000, 5_000, 6, 1));
  }

  @Test
  void shouldChangeTermsWithTheirValidity() {
    Instant change = Instant.parse("2025-06-01T00:00:00Z");
    Tariff before = tariff(List.of(new Tariff.Band(0, 10)), "", 0, 1, false, Instant.MIN, change);
    Tariff after = tariff(List.of(new Tariff.Band(0, 20)), "", 0, 1, false, change, Instant.MAX);
    Tariffs tariffs = new Tariffs(registry(before, after), new PriceBook(), "spot");

    assertThat(price(tariffs, "2025-05-31T23:00:00Z")).isEqualTo(10);
    assertThat(price(tariffs, "2025-06-01T00:00:00Z")).isEqualTo(20);
    assertThat(tariffs.priceOf("t", Hours.of(change)).importMilliCentPerKwh()).isEqualTo(20);
  }

  @Test
  void shouldNameTheUsagePointWithoutATariff() {
    UsagePoint point = new UsagePoint("h9", "local", "m", "c", "f", "p", List.of(), 3600, 17);
    assertThatThrownBy(() -> Tariffs.requireCovered(registry(), point))
        .hasMessage(
            "Usage point 'h9' of community 'c' has no tariff; add one that names it, or one for"
                + " '*'");
    Tariffs.requireCovered(registry(bands(NIGHT_AND_DAY)), point);
  }

  private static long dearHours(Tariffs tariffs, LocalDate day) {
    return pricesOf(tariffs, day).stream().filter(price -> price == 30).count();
  }

  private static List<Long> pricesOf(Tariffs tariffs, LocalDate day) {
    List<Long> prices = new ArrayList<>();
    long end = Hours.of(day.plusDays(1).atStartOfDay(LONDON).toInstant());
    for (long hour = Hours.of(day.atStartOfDay(LONDON).toInstant()); hour < end; hour++) {
      prices.add(tariffs.priceAt("h", hour).importMilliCentPerKwh());
    }
    return prices;
  }

  private static long price(Tariffs tariffs, String at) {
    return tariffs.priceAt("h", Hours.of(Instant.parse(at))).importMilliCentPerKwh();
  }

  private static Tariff bands(List<Tariff.Band> bands) {
    return tariff(bands, "", 0, 1, false, Instant.MIN, Instant.MAX);
  }

  private static Tariff tariff(
      List<Tariff.Band> bands,
      String market,
      long adder,
      long export,
      boolean follows,
      Instant from,
      Instant to) {
    return new Tariff("t", List.of("*"), bands, market, adder, export, follows, 6, 1, from, to);
  }

  private static Registry registry(Tariff... tariffs) {
    return new Registry(
        new CommunityFile(
            "EUR",
            LONDON,
            false,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(tariffs),
            List.of(),
            "test"));
  }
}
