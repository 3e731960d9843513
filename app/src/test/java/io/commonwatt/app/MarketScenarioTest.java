package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The four demonstrations on CityLearn 2022: 10 homes, a few days; a year with more time. */
class MarketScenarioTest {

  private static final int DAYS = Sizes.full() ? 365 : 8;

  @Test
  void shouldShowAllFourOnRealHomes() throws IOException {
    JsonNode shown =
        show(
            "--data", folder("citylearn2022").toString(), "--days", String.valueOf(DAYS), "--json");

    JsonNode tariff = shown.get("sc0").get("tariff");
    JsonNode auction = shown.get("sc0").get("auction");
    for (JsonNode one : List.of(tariff, auction)) {
      assertThat(
              one.get("buyerCostMicroCent").asLong() - one.get("sellerRevenueMicroCent").asLong())
          .isEqualTo(one.get("billMicroCent").asLong());
      assertThat(one.get("renewableShare").asDouble()).isBetween(0.0, 1.0);
    }
    assertThat(tariff.get("tradedWh").asLong()).isZero();
    assertThat(auction.get("tradedWh").asLong()).isPositive();

    JsonNode coalition = shown.get("sc1");
    long saved = coalition.get("shapley").get("savedMicroCent").asLong();
    assertThat(saved).isPositive();
    for (String rule : List.of("shapley", "nucleolus", "dualPrice")) {
      JsonNode shared = coalition.get(rule);
      assertThat(shared.get("membersThatLose").asInt()).as(rule).isZero();
      assertThat(shared.get("shareThatGains").asDouble()).as(rule).isBetween(0.0, 1.0);
      assertThat(shared.get("savedMicroCent").asDouble() / saved).as(rule).isBetween(0.999, 1.001);
    }
    int games = coalition.get("games").asInt();
    assertThat(coalition.get("dualPrice").get("gamesInCore").asInt()).isEqualTo(games);
    assertThat(coalition.get("nucleolus").get("gamesInCore").asInt()).isEqualTo(games);

    // Its tariff is the market's price: to be steered by it is to be on the tariff.
    assertThat(shown.get("sc2").get("signalDiffersFromTariff").asBoolean()).isFalse();
    assertThat(shown.get("sc2").get("signal")).isEqualTo(shown.get("sc2").get("timeOfUse"));

    JsonNode spot = shown.get("sc3");
    assertThat(spot.get("hours").asInt()).isGreaterThanOrEqualTo(24);
    assertThat(spot.get("asOneMicroCent").asLong())
        .isLessThanOrEqualTo(spot.get("eachAloneMicroCent").asLong())
        .isGreaterThanOrEqualTo(spot.get("perfectForecastMicroCent").asLong());
    assertThat(spot.get("imbalanceAsOneWh").asLong())
        .isLessThan(spot.get("imbalanceEachAloneWh").asLong());
  }

  @Test
  void shouldCostLessAtTheSignalsPricesThanByTimeOfUse() throws IOException {
    JsonNode shown =
        show(
            "sc2",
            "--data",
            folder("ideal-homes").toString(),
            "--homes",
            "7",
            "--days",
            "5",
            "--json");
    assertThat(shown.get("sc2").get("signalDiffersFromTariff").asBoolean()).isTrue();
    assertThat(shown.has("sc0")).isFalse();
    long[] costs = new long[2];
    for (int i = 0; i < costs.length; i++) {
      JsonNode one = shown.get("sc2").get(i == 0 ? "signal" : "timeOfUse");
      costs[i] =
          one.get("membersAtSignalMicroCent").asLong() - one.get("storedAtEndMicroCent").asLong();
    }
    assertThat(costs[0]).isLessThan(costs[1]);
  }

  @Test
  void shouldNameTheScenariosThereAre() {
    StringWriter err = new StringWriter();
    CommandLine line = Commonwatt.commandLine();
    line.setErr(new PrintWriter(err, true));
    assertThat(line.execute("market", "scenario", "sc9", "--data", "nowhere")).isEqualTo(2);
    assertThat(err.toString()).contains("sc9").contains("use all, sc0, sc1, sc2 or sc3");
  }

  private static Path folder(String set) {
    Path data = Sizes.sharedData();
    assumeTrue(
        data != null && Files.isDirectory(data.resolve(set)),
        "skipped: no " + set + "; set COMMONWATT_SHARED to the shared folder");
    return data.resolve(set);
  }

  private static JsonNode show(String... options) throws IOException {
    List<String> line = new ArrayList<>(List.of("market", "scenario"));
    line.addAll(List.of(options));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    int exit;
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      exit = Commonwatt.commandLine().execute(line.toArray(new String[0]));
    } finally {
      System.setOut(before);
    }
    assertThat(exit).isZero();
    return Output.mapper().readTree(out.toByteArray());
  }
}
